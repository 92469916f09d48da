-- 幂等键 (idempotency key): the first answer stands for every repetition.
create table idempotency (
    key     text    not null,                      -- 键：操作、操作人与调用方给的键
    body    text    not null,                      -- 请求内容，用来认出改了内容的重复
    answer  text    not null,                      -- 第一次的回答
    at      text    not null,                      -- 时刻 UTC
    constraint idempotency_key primary key (key)
) strict;

create index idempotency_at on idempotency (at);
