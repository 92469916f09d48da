//! Budget indicators (预算指标): the chart of a book, and what each business event posts.

mod chart;
mod indicator;
mod postings;

pub use chart::{AccountCode, FundKey, Subject};
pub use indicator::{BudgetRefusal, IndicatorFigures};
pub use postings::{BudgetEvent, allot, receive, reduce, register, supplement};
