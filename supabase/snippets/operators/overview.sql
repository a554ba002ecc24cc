-- How far everything is, and what is open.
select * from cutover.overview;
