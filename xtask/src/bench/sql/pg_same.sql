-- The rival doing the same work (同样的活): schema and one function for pg_same_run.sql.
-- One posting is: its idempotency row, its entry, two lines, two balances with the overdraft
-- check, its audit row. One round trip, one commit, default durability.
drop table if exists same_account, same_entry, same_line, same_idempotency, same_audit;
create table same_account (
    id           bigint  not null primary key,
    debit_fen    bigint  not null default 0,
    credit_fen   bigint  not null default 0,
    balance_fen  bigint  not null,
    constraint same_account_not_overdrawn check (balance_fen >= 0)
) with (fillfactor = 50);
create table same_entry (
    id         text    not null primary key,
    posted_on  text    not null,
    summary    text    not null,
    amount_fen bigint  not null
);
create table same_line (
    entry_id    text    not null,
    line_no     bigint  not null,
    account_id  bigint  not null,
    side        text    not null,
    amount_fen  bigint  not null,
    primary key (entry_id, line_no)
);
create table same_idempotency (
    key     text  not null primary key,
    body    text  not null,
    answer  text  not null
);
create table same_audit (
    id       text  not null primary key,
    at       text  not null,
    actor    text  not null,
    action   text  not null,
    outcome  text  not null,
    detail   text  not null
);
insert into same_account (id, balance_fen) select i, 1000000000000 from generate_series(1, 10000) i;
vacuum analyze same_account;

create or replace function same_post(d bigint, e bigint, a bigint) returns text language plpgsql as $$
declare
    entry text := gen_random_uuid()::text;
    body text := d || ':' || e || ':' || a;
begin
    insert into same_idempotency (key, body, answer)
        values (gen_random_uuid()::text, encode(sha256(body::bytea), 'hex'), entry);
    -- The smaller id first, so that two postings never wait for each other.
    if d < e then
        update same_account set debit_fen = debit_fen + a, balance_fen = balance_fen - a where id = d;
        update same_account set credit_fen = credit_fen + a, balance_fen = balance_fen + a where id = e;
    else
        update same_account set credit_fen = credit_fen + a, balance_fen = balance_fen + a where id = e;
        update same_account set debit_fen = debit_fen + a, balance_fen = balance_fen - a where id = d;
    end if;
    insert into same_entry (id, posted_on, summary, amount_fen) values (entry, '2024-04-22', '指标下达', a);
    insert into same_line (entry_id, line_no, account_id, side, amount_fen)
        values (entry, 1, d, 'debit', a), (entry, 2, e, 'credit', a);
    insert into same_audit (id, at, actor, action, outcome, detail)
        values (gen_random_uuid()::text, clock_timestamp()::text, 'clerk', 'entry.post', 'done', body);
    return entry;
end $$;
