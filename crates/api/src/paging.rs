//! Seek paging (翻页): a list is asked for by book and filters, a page ends with where the next begins.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::view::{Format, limit};

/// 查一个账套的列表
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BookQuery {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// 状态
    pub state: Option<String>,
    /// 标题、文号里的字
    pub q: Option<String>,
    /// 上一页给出的翻页标记
    pub after: Option<String>,
    /// 每页条数
    pub limit: Option<i64>,
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    pub format: Format,
}

impl BookQuery {
    /// Rows to ask for: one more than shown tells whether a page follows.
    pub fn rows(&self) -> i64 {
        limit(self.limit, self.format)
    }

    /// The moment and id before which the page lies.
    pub fn before(&self) -> Option<(String, String)> {
        let (at, id) = self.after.as_deref()?.split_once('|')?;
        Some((at.to_owned(), id.to_owned()))
    }

    /// The words looked for, if any.
    pub fn words(&self) -> Option<String> {
        self.q.as_deref().map(str::trim).filter(|q| !q.is_empty()).map(str::to_owned)
    }

    /// The state asked for, if any.
    pub fn state(&self) -> Option<String> {
        self.state.clone().filter(|state| !state.is_empty())
    }
}

/// Cuts the row that was only asked for to see whether more follow; answers the next page's mark.
pub fn cut<T>(rows: &mut Vec<T>, limit: i64, mark: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_where_the_next_begins() {
        let mut rows = vec![1, 2, 3];
        assert_eq!(cut(&mut rows, 2, i32::to_string), Some("2".to_owned()));
        assert_eq!(rows, [1, 2]);
        assert_eq!(cut(&mut rows, 2, i32::to_string), None);
    }
}
