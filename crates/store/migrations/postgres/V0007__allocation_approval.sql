-- 分配方案。
create table allocation (
    division_code   text    not null,
    id              text    not null,
    fiscal_year     bigint  not null,
    indicator_id    text    not null,
    notice_id       text,                            -- 按哪份来文的表
    title           text    not null,
    state           text    not null,
    total_fen       bigint  not null,                -- 合计（分）
    policy_version  text    not null,
    prepared_by     text    not null,
    created_at      text    not null,
    updated_at      text    not null,
    allotment_id    text,
    open_key        text    not null,                -- 未办完为指标 id，办完为自己的 id：一笔指标只有一个未办完
    version         bigint  not null default 0,
    constraint allocation_division_code_id primary key (division_code, id),
    constraint allocation_division_code_open_key unique (division_code, open_key)
);

create index allocation_updated on allocation (division_code, fiscal_year, updated_at, id);

-- 分配方案的行。
create table allocation_line (
    division_code   text    not null,
    allocation_id   text    not null,
    line_no         bigint  not null,
    line_division   text    not null,
    line_name       text    not null,
    amount_fen      bigint  not null,
    note            text,
    constraint allocation_line_division_code_allocation_id_line_no primary key (division_code, allocation_id, line_no)
);

-- 审批：各种单据共用。
create table approval (
    id             text    not null constraint approval_id primary key,
    division_code  text    not null,
    fiscal_year    bigint  not null,
    subject_kind   text    not null,                 -- 单据种类，如 allocation
    subject_id     text    not null,
    subject_title  text    not null,
    amount_fen     bigint,
    steps          text    not null,                 -- 环节快照：名称:岗位;名称:岗位
    state          text    not null,
    step_no        bigint  not null,                 -- 0 在经办人手上
    prepared_by    text    not null,
    asked_user_id  text,                             -- 正在等谁的加签意见
    arrived_at     text    not null,                 -- 到现在这一环节的时刻
    version        bigint  not null default 0,
    constraint approval_subject_kind_subject_id unique (subject_kind, subject_id)
);

create index approval_open on approval (division_code, state, step_no);

-- 审批经过。
create table approval_act (
    approval_id  text    not null,
    act_no       bigint  not null,
    step_no      bigint  not null,
    at           text    not null,
    user_id      text    not null,
    for_user_id  text,                               -- 代谁办
    kind         text    not null,
    opinion      text,
    constraint approval_act_approval_id_act_no primary key (approval_id, act_no)
);
