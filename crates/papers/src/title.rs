//! Where the lines of a title break (标题回行): words stay whole, the lines are of like length.

/// Words of public money a title line must not part.
const WHOLE_WORDS: [&str; 30] = [
    "关于",
    "下达",
    "提前下达",
    "自治区",
    "中央",
    "财政",
    "财政局",
    "衔接",
    "推进",
    "乡村振兴",
    "补助资金",
    "专项资金",
    "巩固拓展",
    "脱贫攻坚",
    "成果",
    "任务",
    "预算",
    "的通知",
    "分配表",
    "绩效目标",
    "转移支付",
    "农业农村",
    "以工代赈",
    "少数民族",
    "欠发达",
    "国有",
    "农场",
    "林场",
    "项目支出",
    "调整",
];

/// Never at the start of a line.
const NOT_FIRST: &str = "）》〉”’、，。；：！？〕】)]的和与及";
/// Never at the end of a line.
const NOT_LAST: &str = "（《〈“‘〔【([和与及";

/// Parts a title into lines of at most `most` characters, as few as possible.
pub(crate) fn title_lines(title: &str, most: usize) -> Vec<String> {
    let characters: Vec<char> = title.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let length = characters.len();
    if length <= most || most == 0 {
        return vec![characters.into_iter().collect()];
    }
    let costs = break_costs(&characters);
    let fewest = length.div_ceil(most);
    (fewest..=fewest + 1)
        .filter_map(|lines| best_breaks(&costs, length, lines, most))
        .min_by_key(|(cost, _)| *cost)
        .map_or_else(|| plain_lines(&characters, most), |(_, breaks)| cut(&characters, &breaks))
}

/// What a break before each character costs: nothing between words, much inside one.
fn break_costs(characters: &[char]) -> Vec<usize> {
    let mut costs = vec![4; characters.len() + 1];
    for (place, pair) in characters.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let digits = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        let dated = before.is_ascii_digit() && matches!(after, '年' | '月' | '日' | '号');
        let forbidden =
            digits || NOT_FIRST.contains(*after) && !matches!(after, '的' | '和' | '与' | '及');
        if let Some(cost) = costs.get_mut(place + 1) {
            *cost = match () {
                () if forbidden || NOT_LAST.contains(*before) => 4_000,
                () if dated => 1_000,
                () if NOT_FIRST.contains(*after) => 2,
                () if matches!(before, '）' | '》') || matches!(after, '（' | '《') => 1,
                () => 4,
            };
        }
    }
    for word in WHOLE_WORDS {
        let word: Vec<char> = word.chars().collect();
        for (place, window) in characters.windows(word.len()).enumerate() {
            if window != word.as_slice() {
                continue;
            }
            for inside in place + 1..place + word.len() {
                if let Some(cost) = costs.get_mut(inside) {
                    *cost = (*cost).max(300);
                }
            }
        }
    }
    costs
}

/// The cheapest way to part `length` characters into `lines`; the last line is preferably short.
fn best_breaks(
    costs: &[usize],
    length: usize,
    lines: usize,
    most: usize,
) -> Option<(usize, Vec<usize>)> {
    let even = length / lines;
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; length + 1];
    *best.first_mut()? = Some((lines * 40, Vec::new()));
    for _ in 0..lines {
        let mut next: Vec<Option<(usize, Vec<usize>)>> = vec![None; length + 1];
        for (start, reached) in best.iter().enumerate() {
            let Some((cost, breaks)) = reached else { continue };
            for end in start + 1..=length.min(start + most) {
                let uneven = (end - start).abs_diff(even).pow(2);
                let breaking = if end == length { 0 } else { costs.get(end).copied()? };
                let total = cost + uneven + breaking;
                let place = next.get_mut(end)?;
                if place.as_ref().is_none_or(|(known, _)| total < *known) {
                    let mut path = breaks.clone();
                    path.push(end);
                    *place = Some((total, path));
                }
            }
        }
        best = next;
    }
    best.pop().flatten()
}

fn cut(characters: &[char], breaks: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let pairs = starts.zip(breaks.iter().copied());
    pairs.filter_map(|(from, to)| Some(characters.get(from..to)?.iter().collect())).collect()
}

fn plain_lines(characters: &[char], most: usize) -> Vec<String> {
    characters.chunks(most).map(|line| line.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::title_lines;

    #[test]
    fn a_long_title_breaks_between_words() {
        let title = "关于下达2024年自治区财政衔接推进乡村振兴补助资金（巩固拓展脱贫攻坚成果和乡村振兴任务）预算的通知";
        let lines = title_lines(title, 20);
        assert_eq!(lines.concat(), title);
        assert_eq!(lines.len(), 3, "{lines:?}");
        for line in &lines {
            assert!(line.chars().count() <= 20, "{line}");
            assert!(!line.starts_with('）') && !line.ends_with('（'), "{line}");
        }
    }

    #[test]
    fn a_short_title_is_one_line() {
        assert_eq!(title_lines("项目支出绩效目标表", 20), ["项目支出绩效目标表"]);
    }
}
