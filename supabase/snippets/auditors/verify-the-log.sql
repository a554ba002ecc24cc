-- Whether the audit log is whole: every row, every hash, and every head that left the database.
select * from cutover.verify_audit_log();
