-- 账套：区划 × 预算年度。
create table book (
    division_code  text    not null,                 -- 财政区划代码，9 位
    fiscal_year    integer  not null,                 -- 预算年度
    opened_on      text    not null,                 -- 开账日期
    closed_on      text,                             -- 结账日期，未结账为空
    constraint book_division_code_fiscal_year primary key (division_code, fiscal_year)
) strict;

-- 科目账户及其留存余额（分）。余额按科目正常方向，任何时候不小于零。
create table ledger_account (
    division_code  text    not null,
    fiscal_year    integer  not null,
    account_key    text    not null,                 -- 科目|文号|资金|直达标识|辅助项
    layer          text    not null,                 -- settled 实 / reserved 占用 / committed 承诺
    subject_code   text    not null,                 -- P101 … P206
    document_no    text    not null,                 -- 指标文号
    debit_fen      integer  not null,                 -- 借方累计（分）
    credit_fen     integer  not null,                 -- 贷方累计（分）
    balance_fen    integer  not null,                 -- 余额（分），正常方向
    posting_count  integer  not null,                 -- 已记行数，也是明细账的最后行号
    constraint ledger_account_division_code_fiscal_year_account_key_layer primary key (division_code, fiscal_year, account_key, layer),
    constraint ledger_account_not_overdrawn check (balance_fen >= 0)
) strict;

-- 记账凭证。不改不删；红冲是一张新凭证。
create table entry (
    division_code  text    not null,
    fiscal_year    integer  not null,
    id             text    not null,                 -- UUIDv7，按时间有序
    event_code     text    not null,                 -- register / supplement / allot / receive / reduce
    posted_on      text    not null,                 -- 记账日期
    posted_at      text    not null,                 -- 记账时刻 UTC
    summary        text    not null,                 -- 摘要
    document_no    text    not null,
    amount_fen     integer  not null,                 -- 借方合计（分），红字为负
    source_kind    text    not null,                 -- 业务单据种类
    source_id      text    not null,                 -- 业务单据 id
    reverses_id    text,                             -- 红冲的凭证 id
    prepared_by    text    not null,                 -- 制单人
    reviewed_by    text,                             -- 审核人
    posted_by      text    not null,                 -- 记账人
    constraint entry_division_code_fiscal_year_id primary key (division_code, fiscal_year, id),
    constraint entry_division_code_fiscal_year_reverses_id unique (division_code, fiscal_year, reverses_id)
) strict;

-- 分录行，按账户排成明细账：posting_no 在账户内连续，balance_after_fen 是记后余额（分）。
create table posting (
    division_code      text    not null,
    fiscal_year        integer  not null,
    account_key        text    not null,
    layer              text    not null,
    posting_no         integer  not null,
    entry_id           text    not null,
    line_no            integer  not null,             -- 凭证内行号
    side               text    not null,             -- debit 借 / credit 贷
    amount_fen         integer  not null,             -- 金额（分），红字为负
    balance_after_fen  integer  not null,
    constraint posting_division_code_fiscal_year_account_key_layer_posting_no primary key (division_code, fiscal_year, account_key, layer, posting_no)
) strict;

create index posting_entry on posting (division_code, fiscal_year, entry_id);

create index ledger_account_document on ledger_account (division_code, fiscal_year, document_no);
