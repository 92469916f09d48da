//! Doubts of a reading (存疑): which answers each kind takes.

/// One way to settle a doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerOption {
    /// The word stored and sent.
    pub code: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// Whether words must come with it.
    pub needs_text: bool,
}

const fn plain(code: &'static str, label: &'static str) -> AnswerOption {
    AnswerOption { code, label, needs_text: false }
}

const fn with_text(code: &'static str, label: &'static str) -> AnswerOption {
    AnswerOption { code, label, needs_text: true }
}

/// The answers a doubt of this code takes; a doubt of a new kind can at least be kept with a reason.
///
/// Nothing here overrides a rule: an answer says how the text is to be understood, and the checks
/// of registering still run on what results.
pub const fn answers(code: &str) -> &'static [AnswerOption] {
    match code.as_bytes() {
        b"attachment_reference" => {
            const A: &[AnswerOption] =
                &[plain("as_attachment", "按附件1"), plain("keep", "保留原文")];
            A
        }
        b"code_name_mismatch" => {
            const A: &[AnswerOption] =
                &[plain("by_table", "按年表"), with_text("change", "改科目")];
            A
        }
        b"tag_name_mismatch" => {
            const A: &[AnswerOption] =
                &[plain("as_printed", "按文中标识"), with_text("change", "改标识")];
            A
        }
        b"own_number_missing" => {
            const A: &[AnswerOption] =
                &[with_text("number", "填写文号"), with_text("none", "无文号")];
            A
        }
        b"total_missing" => {
            const A: &[AnswerOption] = &[with_text("total", "填写总额")];
            A
        }
        b"table_sum" => {
            const A: &[AnswerOption] = &[plain("corrected", "已改分配表")];
            A
        }
        b"unit_conflict" => {
            const A: &[AnswerOption] = &[plain("corrected", "已核对金额")];
            A
        }
        _ => {
            const A: &[AnswerOption] = &[with_text("keep", "保留原文，写明理由")];
            A
        }
    }
}

/// How many of the answers are still missing.
pub fn open_count<'a>(answers: impl IntoIterator<Item = Option<&'a str>>) -> usize {
    answers.into_iter().filter(Option::is_none).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_can_be_settled() {
        for code in ["attachment_reference", "own_number_missing", "date_impossible", "new_kind"] {
            assert!(!answers(code).is_empty(), "{code}");
        }
        assert_eq!(open_count([Some("keep"), None, None]), 2);
    }
}
