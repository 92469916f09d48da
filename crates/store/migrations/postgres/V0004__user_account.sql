-- 机构（财政局科室、主管部门、审计局）。
create table office (
    id             text    not null constraint office_id primary key,
    division_code  text    not null,                 -- 所在区划
    name           text    not null,                 -- 机构名称，如 塔城地区财政局
    section        text    not null,                 -- 科室名称，没有科室为空串
    kind           text    not null,                 -- finance 财政 / supervising 主管 / audit 审计 / system 系统
    constraint office_division_code_name_section unique (division_code, name, section)
);

-- 用户。
create table user_account (
    id               text    not null constraint user_account_id primary key,
    username         text    not null,
    display_name     text    not null,
    office_id        text    not null,
    division_code    text    not null,
    password_hash    text    not null,               -- argon2id
    password_set_at  text    not null,               -- 口令设定时刻 UTC
    password_once    bigint  not null,               -- 1 一次性口令，登录后必须改；0 不是
    totp_secret      bytea,                           -- 二次验证密钥，加密
    totp_since       text,                           -- 二次验证启用时刻
    totp_step        bigint  not null default 0,     -- 最后用过的时间步，防重放
    failed_count     bigint  not null default 0,     -- 连续失败次数
    locked_until     text,                           -- 锁定到，UTC
    suspended_at     text,                           -- 停用时刻
    signed_in_at     text,                           -- 最近登录
    created_at       text    not null,
    version          bigint  not null default 0,
    constraint user_account_username unique (username)
);

-- 用户的岗位。
create table user_duty (
    user_id     text  not null,
    duty        text  not null,
    granted_by  text  not null,
    granted_at  text  not null,
    constraint user_duty_user_id_duty primary key (user_id, duty)
);

-- 会话。只存令牌的摘要。
create table session (
    token_digest  text  not null constraint session_token_digest primary key,
    user_id       text  not null,
    started_at    text  not null,
    seen_at       text  not null,                    -- 最近一次使用，分钟精度
    address       text  not null
);

create index session_user_id on session (user_id);

-- 委托代办：期间内 to_user 以 from_user 的名义办环节。
create table delegation (
    id             text  not null constraint delegation_id primary key,
    division_code  text  not null,
    from_user_id   text  not null,
    to_user_id     text  not null,
    from_on        text  not null,
    to_on          text  not null,                   -- 含当天
    reason         text  not null,
    created_at     text  not null,
    ended_at       text
);

create index delegation_to on delegation (to_user_id);

-- 设置：演示日期、各岗位是否二次验证。
create table setting (
    name   text  not null constraint setting_name primary key,
    value  text  not null
);
