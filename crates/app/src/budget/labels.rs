//! What the ledger's codes are called on screen (名称).

use mingqu_domain::budget::{AccountCode, Subject};
use mingqu_domain::policy::Policy;

use crate::actor::division_name;

/// `xinjiang:01` as `01 自治区直达资金`; a fund that is not direct has none.
pub(crate) fn tag_label(policy: &Policy, stored: &str) -> String {
    let Some((scheme, code)) = stored.split_once(':') else { return "非直达".to_owned() };
    let known = policy.direct_tag(scheme, code);
    known.map_or_else(|| stored.to_owned(), mingqu_domain::policy::DirectTag::label)
}

/// Code and name of the subject of an account key.
pub(crate) fn account_name(key: &str) -> (String, String) {
    match AccountCode::from_key(key) {
        Some(code) => (code.subject.code().to_owned(), code.subject.label().to_owned()),
        None => (String::new(), key.to_owned()),
    }
}

/// The dimensions of an account as a clerk reads them.
pub(crate) fn dimensions(policy: &Policy, key: &str) -> Vec<String> {
    let Some(code) = AccountCode::from_key(key) else { return Vec::new() };
    let fund = policy.fund(&code.fund.fund_code);
    let mut out = vec![
        code.fund.document_no.clone(),
        fund.map_or_else(|| code.fund.fund_code.clone(), |fund| fund.name.clone()),
        format!("标识 {}", tag_label(policy, &code.fund.direct_tag)),
    ];
    if code.subject == Subject::Allotted {
        out.insert(0, division_name(policy, &code.dimension));
    } else if !code.dimension.is_empty() {
        out.insert(0, code.dimension.clone());
    }
    out
}
