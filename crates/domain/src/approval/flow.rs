//! One approval: its steps, what was done, and what may be done next.
//!
//! Step 0 is the preparer (经办). `submit` opens step 1; each `approve` moves one step on, the last
//! one ends it; `return` goes to any earlier step, 0 hands the document back to the preparer;
//! `withdraw` does the same by the preparer's own hand; `countersign` holds the step until the
//! person asked has given an opinion. One person acts at one step of a document only.

use super::ApprovalRefusal;
use crate::user::Duty;

/// A step of a flow after the preparer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// 环节名称, as 复核
    pub label: String,
    /// Who may act.
    pub duty: Duty,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// 送审
    Submit,
    /// 通过
    Approve,
    /// 退回
    Return,
    /// 撤回
    Withdraw,
    /// 加签
    Countersign,
    /// 加签意见
    Opine,
}

impl ActKind {
    /// Every kind.
    pub const ALL: [ActKind; 6] = [
        ActKind::Submit,
        ActKind::Approve,
        ActKind::Return,
        ActKind::Withdraw,
        ActKind::Countersign,
        ActKind::Opine,
    ];

    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            ActKind::Submit => "submit",
            ActKind::Approve => "approve",
            ActKind::Return => "return",
            ActKind::Withdraw => "withdraw",
            ActKind::Countersign => "countersign",
            ActKind::Opine => "opine",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            ActKind::Submit => "送审",
            ActKind::Approve => "通过",
            ActKind::Return => "退回",
            ActKind::Withdraw => "撤回",
            ActKind::Countersign => "加签",
            ActKind::Opine => "签署意见",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<ActKind> {
        ActKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One act in the history of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The step at which it was done; 0 is the preparer's.
    pub step_no: usize,
    /// Who did it.
    pub user_id: String,
    /// In whose place, when delegated.
    pub for_user_id: Option<String>,
    /// What.
    pub kind: ActKind,
}

/// Where an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalState {
    /// With the preparer: not submitted, returned or withdrawn.
    WithPreparer,
    /// With a step.
    Open,
    /// Through all steps.
    Approved,
}

impl ApprovalState {
    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            ApprovalState::WithPreparer => "with_preparer",
            ApprovalState::Open => "open",
            ApprovalState::Approved => "approved",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<ApprovalState> {
        let all = [ApprovalState::WithPreparer, ApprovalState::Open, ApprovalState::Approved];
        all.into_iter().find(|state| state.code() == code)
    }
}

/// Whoever acts: with own duties, and those of the people he or she stands in for today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub user_id: String,
    /// Own duties.
    pub duties: Vec<Duty>,
    /// People who delegated to this user, with their duties, in force today.
    pub stands_for: Vec<(String, Vec<Duty>)>,
}

/// Where an act leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The state after it.
    pub state: ApprovalState,
    /// The step after it.
    pub step_no: usize,
    /// Who is asked for a countersignature after it.
    pub asked: Option<String>,
    /// In whose place the act was done.
    pub for_user_id: Option<String>,
}

/// An approval with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The steps after the preparer's, at least one.
    pub steps: Vec<Step>,
    /// Who prepared the document.
    pub prepared_by: String,
    /// Where it stands.
    pub state: ApprovalState,
    /// The current step; 0 with the preparer.
    pub step_no: usize,
    /// (id, name) of whoever is asked to countersign now.
    pub asked: Option<(String, String)>,
    /// Oldest first.
    pub acts: Vec<Act>,
}

impl Approval {
    /// The label of a step; 0 is 经办.
    #[must_use]
    pub fn label(&self, step_no: usize) -> &str {
        match step_no.checked_sub(1).and_then(|place| self.steps.get(place)) {
            Some(step) => &step.label,
            None => "经办",
        }
    }

    /// 送审, or again after a return.
    pub fn submit(&self, hand: &Hand) -> Result<Next, ApprovalRefusal> {
        if self.state != ApprovalState::WithPreparer {
            return Err(ApprovalRefusal::NotOpen(ActKind::Submit));
        }
        if hand.user_id != self.prepared_by {
            return Err(ApprovalRefusal::NotYours);
        }
        Ok(Next { state: ApprovalState::Open, step_no: 1, asked: None, for_user_id: None })
    }

    /// 通过.
    pub fn approve(&self, hand: &Hand) -> Result<Next, ApprovalRefusal> {
        let for_user_id = self.at_step(hand, ActKind::Approve)?;
        let (state, step_no) = if self.step_no == self.steps.len() {
            (ApprovalState::Approved, self.step_no)
        } else {
            (ApprovalState::Open, self.step_no + 1)
        };
        Ok(Next { state, step_no, asked: None, for_user_id })
    }

    /// 退回 to an earlier step with a reason.
    pub fn give_back(
        &self,
        hand: &Hand,
        to_step: usize,
        reason: &str,
    ) -> Result<Next, ApprovalRefusal> {
        let for_user_id = self.at_step(hand, ActKind::Return)?;
        if self.step_no <= to_step {
            return Err(ApprovalRefusal::NotEarlier);
        }
        if reason.trim().is_empty() {
            return Err(ApprovalRefusal::ReasonMissing);
        }
        let state = if to_step == 0 { ApprovalState::WithPreparer } else { ApprovalState::Open };
        Ok(Next { state, step_no: to_step, asked: None, for_user_id })
    }

    /// 撤回 by the preparer, until the last step has approved.
    pub fn withdraw(&self, hand: &Hand) -> Result<Next, ApprovalRefusal> {
        if self.state != ApprovalState::Open {
            return Err(ApprovalRefusal::NotOpen(ActKind::Withdraw));
        }
        if hand.user_id != self.prepared_by {
            return Err(ApprovalRefusal::NotYours);
        }
        let state = ApprovalState::WithPreparer;
        Ok(Next { state, step_no: 0, asked: None, for_user_id: None })
    }

    /// 加签: whoever has the step asks another person first.
    pub fn countersign(
        &self,
        hand: &Hand,
        asked_id: &str,
        asked_name: &str,
    ) -> Result<Next, ApprovalRefusal> {
        let for_user_id = self.at_step(hand, ActKind::Countersign)?;
        let reason = if asked_id == hand.user_id {
            "不能请自己"
        } else if asked_id == self.prepared_by {
            "对方是经办人"
        } else {
            let asked = Some(asked_id.to_owned());
            return Ok(Next { state: self.state, step_no: self.step_no, asked, for_user_id });
        };
        Err(ApprovalRefusal::CannotCountersign { name: asked_name.to_owned(), reason })
    }

    /// The opinion of whoever was asked; the step goes on.
    pub fn opine(&self, hand: &Hand) -> Result<Next, ApprovalRefusal> {
        match &self.asked {
            Some((id, _)) if *id == hand.user_id => Ok(Next {
                state: self.state,
                step_no: self.step_no,
                asked: None,
                for_user_id: None,
            }),
            Some((_, name)) => Err(ApprovalRefusal::Countersigning { name: name.clone() }),
            None => Err(ApprovalRefusal::NotOpen(ActKind::Opine)),
        }
    }

    /// Whether the hand may act at the current step, and in whose place.
    fn at_step(&self, hand: &Hand, kind: ActKind) -> Result<Option<String>, ApprovalRefusal> {
        let place = self.step_no.checked_sub(1);
        let step = match (self.state, place.and_then(|place| self.steps.get(place))) {
            (ApprovalState::Open, Some(step)) => step,
            _ => return Err(ApprovalRefusal::NotOpen(kind)),
        };
        if hand.user_id == self.prepared_by {
            return Err(ApprovalRefusal::OwnWork { step: step.label.clone() });
        }
        let own = hand.duties.contains(&step.duty);
        let lent = hand.stands_for.iter().find(|(user_id, duties)| {
            duties.contains(&step.duty) && !self.acted_elsewhere(user_id)
        });
        let for_user_id = match (own, lent) {
            (true, _) => None,
            (false, Some((user_id, _))) if *user_id == self.prepared_by => {
                return Err(ApprovalRefusal::OwnWork { step: step.label.clone() });
            }
            (false, Some((user_id, _))) => Some(user_id.clone()),
            (false, None) => {
                let (step, duty) = (step.label.clone(), step.duty.label().to_owned());
                return Err(ApprovalRefusal::NotYourStep { step, duty });
            }
        };
        if let Some(earlier) = self.step_of(&hand.user_id) {
            let (earlier, step) = (self.label(earlier).to_owned(), step.label.clone());
            return Err(ApprovalRefusal::SecondHand { earlier, step });
        }
        if let Some((_, name)) = &self.asked {
            return Err(ApprovalRefusal::Countersigning { name: name.clone() });
        }
        Ok(for_user_id)
    }

    fn acted_elsewhere(&self, user_id: &str) -> bool {
        self.step_of(user_id).is_some()
    }

    /// Another step at which this person approved, by own hand or through a delegate.
    fn step_of(&self, user_id: &str) -> Option<usize> {
        let decisive = |act: &&Act| {
            matches!(act.kind, ActKind::Approve | ActKind::Submit) && act.step_no != self.step_no
        };
        let of_user =
            |act: &&Act| act.user_id == user_id || act.for_user_id.as_deref() == Some(user_id);
        self.acts.iter().filter(decisive).find(of_user).map(|act| act.step_no)
    }
}
