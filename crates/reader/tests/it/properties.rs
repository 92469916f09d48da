//! Whatever comes in, the reader answers and its places are true (任意输入).

use mingqu_reader::{Limits, Reference, read, read_text};
use proptest::prelude::*;

use crate::notices::places_are_true;

/// Pieces that notices are made of, so that random texts reach deep into the grammar.
const PIECES: [&str; 44] = [
    "关于",
    "下达",
    "2024年",
    "财政",
    "补助资金",
    "的通知",
    "各县（市）财政局：",
    "\n",
    "\n\n",
    "\t",
    "附件：",
    "1.",
    "2、",
    "表",
    "7550万元",
    "〔2024〕",
    "9号",
    "新财振",
    "（",
    "）",
    "，",
    "。",
    "、",
    "其中",
    "中央资金",
    "单位：万元",
    "托里县",
    "1472",
    "合计",
    "序号",
    "|",
    "项目名称",
    "2130505",
    "“",
    "”",
    "01中央直达资金",
    "30日内",
    "2024年4月22日",
    "塔城地区财政局",
    "抄送：",
    "各",
    "《",
    "》",
    "附加1",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(reading) = read(&bytes, "x", &Limits::default(), &Reference::built_in()) {
            places_are_true("bytes", &reading);
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,300}") {
        places_are_true("text", &read_text(&text, &Reference::built_in()));
    }

    #[test]
    fn any_mixture_of_notice_words_is_answered(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..120),
    ) {
        places_are_true("mixture", &read_text(&pieces.concat(), &Reference::built_in()));
    }

    #[test]
    fn a_package_that_is_cut_or_altered_is_answered(at in 0usize..4_000, byte in any::<u8>()) {
        let mut bytes = crate::files::docx();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, "x.docx", &Limits::default(), &Reference::built_in());
        bytes.truncate(at);
        let _ = read(&bytes, "x.docx", &Limits::default(), &Reference::built_in());
    }
}
