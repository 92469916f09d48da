-- 上传的原件，加密保存。
create table upload (
    id             text    not null constraint upload_id primary key,
    division_code  text    not null,
    file_name      text    not null,
    byte_count     integer  not null,                 -- 字节
    digest         text    not null,                 -- 原件 SM3
    sealed         blob   not null,                 -- 密文
    created_at     text    not null,
    created_by     text    not null
) strict;

-- 来文。reading 是读出的结果，不改；corrections 是经办人的更正。
create table notice (
    division_code          text    not null,         -- 登记到的账套
    id                     text    not null,
    fiscal_year            integer  not null,
    way                    text    not null,         -- upper 上级来文 / supplement 本级补录
    state                  text    not null,
    upload_id              text    not null,
    file_name              text    not null,
    body                   text    not null,         -- 读出的全文
    reading                text    not null,         -- 读出的要素，JSON
    corrections            text    not null,         -- 更正，JSON {要素: 值}
    title                  text    not null,
    issuer                 text    not null,
    document_no            text,                     -- 本文文号
    no_document_no_reason  text,                     -- 无文号的理由
    upper_document_no      text,                     -- 依据的上级文号
    fund_name              text    not null,
    total_fen              integer,                   -- 总额（分）
    issue_on               text,
    received_at            text    not null,
    received_by            text    not null,
    registered_on          text,
    registered_by          text,
    indicator_id           text,
    entry_id               text,
    allotment_id           text,                     -- 补录时生成的下达
    reject_reason          text,
    version                integer  not null default 0,
    constraint notice_division_code_id primary key (division_code, id)
) strict;

create index notice_received on notice (division_code, fiscal_year, received_at, id);

-- 来文的分配表行。
create table notice_line (
    division_code   text    not null,
    notice_id       text    not null,
    line_no         integer  not null,
    name            text    not null,                -- 文中名称
    line_division   text,                            -- 对应的区划代码
    amount_fen      integer  not null,                -- 金额（分）
    constraint notice_line_division_code_notice_id_line_no primary key (division_code, notice_id, line_no)
) strict;

-- 来文的存疑及答复。
create table notice_doubt (
    division_code  text    not null,
    notice_id      text    not null,
    doubt_no       integer  not null,                 -- 从 1 起，对应 甲乙丙丁
    code           text    not null,
    field          text    not null,
    message        text    not null,
    start_at       integer,                           -- 在全文中的起点（字）
    end_at         integer,
    answer         text,
    answer_text    text,
    answered_by    text,
    constraint notice_doubt_division_code_notice_id_doubt_no primary key (division_code, notice_id, doubt_no)
) strict;

-- 查重：同一账套里同一份文件只有一个键。
create table paper_key (
    division_code  text  not null,
    paper_key      text  not null,                   -- no:文号 或 content:机关|标题|日期|金额
    kind           text  not null,                   -- notice 来文 / document 收到的文件
    ref_id         text  not null,
    constraint paper_key_division_code_paper_key primary key (division_code, paper_key)
) strict;
