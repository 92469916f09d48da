-- 审计事件 (audit event): one row for every call of a command, chained by SM3.
-- seq and hash are null until the row is sealed; a sealed row is never changed or deleted.
create table audit_event (
    id             text    not null,               -- 编号 UUIDv7
    at             text    not null,               -- 时刻 UTC
    actor          text    not null,               -- 操作人编号，未登录为 -
    actor_name     text    not null,               -- 操作人姓名
    division_code  text    not null,               -- 区划代码，无区划为空
    action         text    not null,               -- 操作
    outcome        text    not null,               -- 结果 done、repeated 或拒绝代码
    detail         text    not null,               -- 内容，不含密码与身份证号
    request_id     text    not null,               -- 请求编号
    address        text    not null,               -- 来源地址
    seq            bigint,                         -- 链上序号，从 1 起不间断
    hash           text,                           -- SM3(上一条的 hash ‖ 本条)，十六进制
    constraint audit_event_id primary key (id),
    constraint audit_event_seq unique (seq),
    constraint audit_event_sealed check ((seq is null) = (hash is null))
);

create index audit_event_at on audit_event (at, id);
create index audit_event_unsealed on audit_event (id) where seq is null;

-- 封存租约 (sealer): who may chain the unsealed rows now; one row.
create table audit_sealer (
    name         text    not null,                 -- 链名
    owner        text    not null,                 -- 持有者
    lease_until  text    not null,                 -- 租约到期时刻 UTC
    constraint audit_sealer_name primary key (name)
);
