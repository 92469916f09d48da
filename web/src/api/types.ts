// 视图的名字 (视图): the generated types under the names that pages use.
import type { components } from './schema'

type S = components['schemas']

export type Action = S['Action']
export type Allocation = S['AllocationView']
export type AllocationLine = S['AllocationLine']
export type AllocationLineInput = S['AllocationLineBody']
export type AllocationRow = S['AllocationRow']
export type Allotment = S['AllotmentView']
export type AllotmentRow = S['AllotmentRow']
export type Approval = S['ApprovalView']
export type ApprovalStep = S['ApprovalStepView']
export type AuditRow = S['AuditRow']
export type Book = S['Book']
export type Check = S['Check']
export type DeadlineClock = S['WorkbenchClock']
export type Delegation = S['DelegationRow']
export type Delivery = S['DeliveryView']
export type DocumentRow = S['DocumentRow']
export type DocumentView = S['DocumentView']
export type Doubt = S['Doubt']
export type DutyTable = S['DutyTable']
export type Entry = S['EntryView']
export type EntryRow = S['EntryRow']
export type Fact = S['Fact']
export type Indicator = S['IndicatorRow']
export type NavigationItem = S['NavigationItem']
export type Notice = S['NoticeView']
export type NoticeLine = S['NoticeLine']
export type NoticeLineInput = S['NoticeLineInput']
export type NoticePatch = S['NoticeCorrectInput']
export type NoticeRow = S['NoticeRow']
export type Paper = S['PaperLink']
export type Paragraph = S['ParagraphView']
export type SearchHit = S['SearchHit']
export type Session = S['SessionView']
export type StatementLine = S['StatementRow']
export type Todo = S['TodoView']
export type TraceLink = S['TraceLinkView']
export type TreeRow = S['TreeRow']
export type TreeView = S['TreeView']
export type User = S['UserRow']
export type Workbench = S['WorkbenchView']

/** 一件东西上的某个动作；服务器没给就没有。 */
export const actionOf = (
  actions: readonly Action[] | undefined,
  name: ActionName,
): Action | undefined => actions?.find((action) => action.name === name)

/** 页面认得的动作名；改名只改这里和用它的一处。 */
export type ActionName =
  | 'correct'
  | 'change'
  | 'opine'
  | 'cancel'
  | 'register'
  | 'reject'
  | 'reverse'
  | 'submit'
  | 'approve'
  | 'return'
  | 'withdraw'
  | 'countersign'
  | 'issue'
  | 'revoke'
  | 'receive'
  | 'end'
  | 'grant'
  | 'suspend'
  | 'resume'
  | 'unlock'
  | 'reset-password'
