//! Indicators and their ledger (指标账): movements, reversal, tree, statement, trace.

mod entry_list;
mod entry_reverse;
mod figures;
mod indicator_list;
mod indicator_move;
mod labels;
mod post;
mod statement;
mod trace;
mod tree;

pub use entry_list::{
    EntryLine, EntryQuery, EntrySummary, EntryView, Later, Sentence, entries, entry,
};
pub use entry_reverse::EntryReverse;
pub use indicator_list::{IndicatorView, indicator, indicators};
pub use indicator_move::{IndicatorReduce, IndicatorSupplement, IndicatorSupplementBatch};
pub use statement::{StatementLine, StatementView, statement};
pub use trace::{TraceLink, TraceView, trace};
pub use tree::{TreeRow, TreeView, tree};

pub(crate) use figures::figures_of;
pub(crate) use indicator_list::{due_on, fund_key, unassigned, view as indicator_view};
pub(crate) use labels::tag_label;
pub(crate) use post::{Voucher, post, reverse};
