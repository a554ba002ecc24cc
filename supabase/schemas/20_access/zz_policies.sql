-- The tables of the earlier domains could not have these before cutover_private.is_operator() was there.
create policy operators_read on cutover.error_codes for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.settings for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.cutover_audit_log for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.audit_anchors for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.operators for select to authenticated using ((select cutover_private.is_operator('viewer')));
