-- 发文字号计数：机构、字、年度内不断号。
create table document_counter (
    division_code  text    not null,
    word           text    not null,                 -- 机关代字，如 塔地财振
    year           bigint  not null,
    last_no        bigint  not null,
    constraint document_counter_division_code_word_year primary key (division_code, word, year)
);

-- 下达文。paper 是公文内容的快照，JSON。
create table allotment (
    division_code   text    not null,
    id              text    not null,
    fiscal_year     bigint  not null,
    allocation_id   text,                            -- 补录的没有方案
    indicator_id    text    not null,
    document_no     text,
    title           text    not null,
    state           text    not null,
    total_fen       bigint  not null,                -- 合计（分）
    paper           text    not null,
    issued_on       text,
    issued_by       text,
    entry_id        text,
    revoke_reason   text,
    created_at      text    not null,
    version         bigint  not null default 0,
    constraint allotment_division_code_id primary key (division_code, id),
    constraint allotment_division_code_document_no unique (division_code, document_no)
);

create index allotment_created on allotment (division_code, fiscal_year, created_at, id);

-- 下达文的送达，上级一方的记录；回执从下级寄回。
create table delivery (
    division_code     text    not null,              -- 发文区划
    id                text    not null,
    allotment_id      text    not null,
    kind              text    not null,              -- main 主送 / cc 抄送
    line_no           bigint  not null,
    to_division       text    not null,
    to_office_id      text,
    to_name           text    not null,
    amount_fen        bigint,                        -- 主送的金额（分）
    outside           bigint  not null default 0,    -- 1 收文单位不在本系统，纸件送达
    delivered_at      text,
    read_at           text,
    read_by           text,
    received_at       text,
    received_by       text,
    recorded_by       text,                          -- 代登记人
    recorded_upload   text,                          -- 代登记的回执扫描件
    constraint delivery_division_code_id primary key (division_code, id)
);

create index delivery_allotment on delivery (division_code, allotment_id, kind, line_no);

-- 发件箱：账套之间只寄文件，不共用事务。
create table outbox (
    id            text  not null constraint outbox_id primary key,
    to_division   text  not null,
    kind          text  not null,                    -- document / read / receipt
    body          text  not null,                    -- JSON
    created_at    text  not null,
    delivered_at  text
);

create index outbox_waiting on outbox (delivered_at, id);

-- 收到的文件，下级一方的记录；id 与上级的送达相同，接收以它为准只记一次。
create table document (
    division_code    text    not null,               -- 收文区划
    id               text    not null,
    fiscal_year      bigint  not null,
    kind             text    not null,
    office_id        text,
    allotment_id     text    not null,
    from_division    text    not null,
    document_no      text    not null,
    title            text    not null,
    issuer           text    not null,
    amount_fen       bigint,
    fund_code        text    not null,
    fund_name        text    not null,
    direct_tag       text    not null,
    income_code      text    not null,
    functional_code  text    not null,
    decompose_days   bigint,
    issued_on        text    not null,
    paper            text    not null,               -- 公文内容快照，JSON
    arrived_at       text    not null,
    read_at          text,
    received_on      text,
    received_by      text,
    indicator_id     text,
    entry_id         text,
    revoked_at       text,
    version          bigint  not null default 0,
    constraint document_division_code_id primary key (division_code, id)
);

create index document_arrived on document (division_code, fiscal_year, arrived_at, id);
