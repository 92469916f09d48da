-- 预算指标。金额都在账上，这里只有它是什么。
create table indicator (
    division_code    text    not null,
    fiscal_year      bigint  not null,
    id               text    not null,
    document_no      text    not null,               -- 带来这笔指标的文号
    line_no          bigint  not null,
    fund_code        text    not null,
    fund_name        text    not null,
    direct_tag       text    not null,               -- 体系:代码，非直达为 -
    income_code      text    not null,               -- 收入科目，没有为空串
    functional_code  text    not null,               -- 支出功能科目，没有为空串
    registered_on    text    not null,               -- 登记日期，三十日的一个起点
    issued_on        text,                           -- 发文日期，三十日的另一个起点
    decompose_days   bigint,                         -- 分解期限（自然日）
    notice_id        text,                           -- 来文
    document_id      text,                           -- 或收到的文件
    created_at       text    not null,
    constraint indicator_division_code_fiscal_year_id primary key (division_code, fiscal_year, id),
    constraint indicator_division_code_fiscal_year_document_no_line_no unique (division_code, fiscal_year, document_no, line_no)
);
