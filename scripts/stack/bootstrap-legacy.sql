-- The legacy server: somebody else's PostgreSQL, whose superuser we are not. Run as its superuser.
-- The owner of the application's tables, an ordinary application account, and the account the Supabase side connects with.
create role legacy_owner login password :'password';
create role legacy_app login password :'password';
create role cutover_agent_login login password :'agentPassword';
grant legacy_owner to cutover_agent_login;
create database legacy owner legacy_owner;
