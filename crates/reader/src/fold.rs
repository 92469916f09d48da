//! Folding characters to one width and one script, for comparing and for the grammar (全半角、繁简).

/// Characters of official notices in traditional script, each followed by its simplified twin.
const TWINS: &str = "關关於于達达財财號号辦办廳厅區区鎮镇鄉乡縣县資资項项標标識识預预補补貼贴\
經经費费撥拨計计劃划據据執执實实績绩務务業业農农興兴衛卫療疗會会員员團团備备\
報报請请後后內内個个間间時时轉转貧贫貸贷獎奖級级際际總总額额萬万億亿優优綜综\
審审評评價价見见發发開开對对無无單单當当應应條条為为從从給给來来與与併并將将現现\
類类數数統统積积體体係系規规範范織织結结餘余監监測测導导調调購购貨货債债稅税\
險险質质門门問问題题進进運运過过還还邊边選选適适處处長长東东圖图書书聯联繫系\
醫医藥药傳传創创學学習习勞劳動动戶户產产臺台灣湾廣广蘇苏雲云貴贵陝陕寧宁遼辽\
減减碼码轄辖層层構构幫帮續续環环節节確确師师園园聽听廠厂館馆領领導导屬属備备\
黨党組组決决議议記记證证讓让許许設设訂订訊讯講讲認认課课談谈諮咨";

/// One character as the grammar sees it: half width, simplified, one kind of year bracket.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => match c {
            '［' => '〔',
            '］' => '〕',
            _ => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        },
        '﹝' | '【' | '[' | '﹙' | '〖' => '〔',
        '﹞' | '】' | ']' | '﹚' | '〗' => '〕',
        '∶' | '︰' => ':',
        '﹒' => '.',
        _ if c < '\u{4E00}' => c,
        _ => simplified(c),
    }
}

fn simplified(c: char) -> char {
    let mut rest = TWINS.chars();
    while let (Some(old), Some(new)) = (rest.next(), rest.next()) {
        if old == c {
            return new;
        }
    }
    c
}

/// Text folded for comparing names: half width, simplified, without white space or quotation marks.
///
/// ```
/// assert_eq!(mingqu_reader::fold("財政（ 衔接 ）资金"), "财政(衔接)资金");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    kept.map(fold_char).filter(|c| !matches!(c, '“' | '”' | '"' | '‘' | '’')).collect()
}

/// Marks that show nothing: byte order mark, zero-width space and joiners, soft hyphen.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{00AD}' | '\u{2060}')
        || (c.is_control() && c != '\n' && c != '\t')
}
