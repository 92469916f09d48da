//! A document's way through its steps, told line by line.

use super::*;
use crate::user::Duty;

fn flow() -> Approval {
    Approval {
        steps: vec![
            Step { label: "复核".to_owned(), duty: Duty::Reviewer },
            Step { label: "审批".to_owned(), duty: Duty::Approver },
        ],
        prepared_by: "wang".to_owned(),
        state: ApprovalState::WithPreparer,
        step_no: 0,
        asked: None,
        acts: Vec::new(),
    }
}

fn hand(user: &str) -> Hand {
    use Duty::*;
    let duties = match user {
        "wang" => vec![Preparer, Reviewer, Approver],
        "ye" | "both" => vec![Reviewer, Approver],
        "zhang" => vec![Approver],
        "deputy" => vec![Preparer],
        _ => vec![Observer],
    };
    let stands_for =
        if user == "deputy" { vec![("zhang".to_owned(), vec![Approver])] } else { Vec::new() };
    Hand { user_id: user.to_owned(), duties, stands_for }
}

/// Each line: `user act [argument] => state step` or `=> refused code`.
#[track_caller]
fn check(story: &str) {
    let mut approval = flow();
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (step, want) = line.split_once("=>").unwrap();
        let words: Vec<&str> = step.split_whitespace().collect();
        let hand = hand(words[0]);
        let (kind, result) = match words[1] {
            "submit" => (ActKind::Submit, approval.submit(&hand)),
            "approve" => (ActKind::Approve, approval.approve(&hand)),
            "return" => {
                let reason = words.get(3).copied().unwrap_or_default();
                (ActKind::Return, approval.give_back(&hand, words[2].parse().unwrap(), reason))
            }
            "withdraw" => (ActKind::Withdraw, approval.withdraw(&hand)),
            "countersign" => {
                (ActKind::Countersign, approval.countersign(&hand, words[2], words[2]))
            }
            "opine" => (ActKind::Opine, approval.opine(&hand)),
            verb => panic!("no such verb: {verb}"),
        };
        let got = match result {
            Ok(next) => {
                let (step_no, user_id) = (approval.step_no, hand.user_id);
                approval.acts.push(Act { step_no, user_id, for_user_id: next.for_user_id, kind });
                approval.state = next.state;
                approval.step_no = next.step_no;
                approval.asked = next.asked.map(|id| (id.clone(), id));
                format!("{} {}", approval.state.code(), approval.step_no)
            }
            Err(refusal) => format!("refused {}", refusal.code()),
        };
        assert_eq!(got, want.trim(), "at: {line}");
    }
}

#[test]
fn a_document_passes_through_three_pairs_of_hands() {
    check(
        "
        ye submit => refused approval.not_yours
        wang submit => open 1
        wang approve => refused approval.own_work
        zhang approve => refused approval.not_your_step
        ye approve => open 2
        ye approve => refused approval.second_hand
        wang approve => refused approval.own_work
        zhang approve => approved 2
        zhang approve => refused approval.not_open
        wang withdraw => refused approval.not_open
        ",
    );
}

#[test]
fn a_return_goes_to_any_earlier_step_and_needs_a_reason() {
    check(
        "
        wang submit => open 1
        ye approve => open 2
        zhang return 2 x => refused approval.not_earlier
        zhang return 1 => refused approval.reason_missing
        zhang return 1 差额 => open 1
        ye approve => open 2
        zhang return 0 附件 => with_preparer 0
        wang submit => open 1
        ye return 0 再改 => with_preparer 0
        ",
    );
}

#[test]
fn the_preparer_withdraws_until_it_is_through() {
    check(
        "
        wang withdraw => refused approval.not_open
        wang submit => open 1
        ye withdraw => refused approval.not_yours
        wang withdraw => with_preparer 0
        wang submit => open 1
        ",
    );
}

#[test]
fn a_countersignature_holds_the_step_until_it_is_given() {
    check(
        "
        wang submit => open 1
        ye countersign wang => refused approval.cannot_countersign
        ye countersign ye => refused approval.cannot_countersign
        ye countersign yusuan => open 1
        ye approve => refused approval.countersigning
        zhang opine => refused approval.countersigning
        yusuan opine => open 1
        ye approve => open 2
        yusuan opine => refused approval.not_open
        ",
    );
}

#[test]
fn a_delegate_acts_in_anothers_place_and_not_twice() {
    check(
        "
        wang submit => open 1
        deputy approve => refused approval.not_your_step
        ye approve => open 2
        deputy approve => approved 2
        ",
    );
}

#[test]
fn whoever_lent_a_hand_at_one_step_lends_none_at_the_next() {
    let mut approval = flow();
    approval.state = ApprovalState::Open;
    approval.step_no = 2;
    approval.acts.push(Act {
        step_no: 1,
        user_id: "zhang".to_owned(),
        for_user_id: None,
        kind: ActKind::Approve,
    });
    assert_eq!(approval.approve(&hand("deputy")).unwrap_err().code(), "approval.not_your_step");
}
