// 接口的类型 (接口): what the server promises, in the shape that openapi-typescript writes.

export interface components {
  schemas: {
    ErrorField: { path: string; message: string }
    ErrorBody: {
      code: string
      message: string
      hint?: string | null
      fields?: components['schemas']['ErrorField'][] | null
      request_id?: string | null
      upload_id?: string | null
    }
    Action: {
      name: string
      label: string
      allowed: boolean
      reason_code?: string | null
      reason?: string | null
    }
    Duty: { code: string; label: string }
    SessionUser: {
      id: string
      username: string
      display_name: string
      office_id: string
      office_name: string
      division_code: string
      division_name: string
      duties: components['schemas']['Duty'][]
    }
    Book: { division_code: string; division_name: string; fiscal_year: number; closed: boolean }
    NavigationItem: {
      code: string
      label: string
      parent?: string | null
      count: number
      late: boolean
    }
    SessionView: {
      user: components['schemas']['SessionUser']
      permissions: string[]
      books: components['schemas']['Book'][]
      demo: boolean
      today: string
      password_due: boolean
      second_factor_due?: boolean
      navigation: components['schemas']['NavigationItem'][]
    }
    TotpEnrolment: { secret: string; uri: string }
    ClockView: { today: string }

    TodoView: {
      kind: string
      title: string
      subject: string
      detail: string
      amount_fen?: number | null
      due_on?: string | null
      days_left?: number | null
      path: string
      action_label: string
    }
    UpcomingView: { on: string; title: string; days_left: number }
    SentView: { title: string; detail: string; path: string; next: string }
    UnreceivedView: {
      allotment_id: string
      document_no: string
      division_code: string
      division_name: string
      amount_fen: number
      issued_on: string
      days: number
    }
    LightView: { day: number; label: string }
    WorkbenchClockRow: {
      division_code: string
      division_name: string
      allotted_fen: number
      received_fen: number
      unreceived_fen: number
      unassigned_fen: number
      state_label: string
      path: string
    }
    WorkbenchClockTotal: {
      allotted_fen: number
      received_fen: number
      unreceived_fen: number
      unassigned_fen: number
    }
    WorkbenchClock: {
      document_no: string
      registered_on: string
      issued_on?: string | null
      due_on: string
      days_left: number
      lights?: components['schemas']['LightView'][] | null
      rows: components['schemas']['WorkbenchClockRow'][]
      total?: components['schemas']['WorkbenchClockTotal'] | null
    }
    WorkbenchView: {
      today: string
      todos: components['schemas']['TodoView'][]
      upcoming: components['schemas']['UpcomingView'][]
      sent: components['schemas']['SentView'][]
      unreceived: components['schemas']['UnreceivedView'][]
      clock?: components['schemas']['WorkbenchClock'] | null
    }

    NoticeRow: {
      id: string
      division_code: string
      fiscal_year: number
      state: string
      state_label: string
      document_no?: string | null
      title: string
      issuer: string
      fund_name: string
      total_fen?: number | null
      issue_on?: string | null
      received_at: string
      file_name: string
      doubts_open: number
      way: string
      way_label: string
    }
    NoticePage: {
      items: components['schemas']['NoticeRow'][]
      next_page?: string | null
      total?: number | null
    }
    Fact: {
      no: number
      key: string
      label: string
      value: string
      certainty: string
      place: string
      start?: number | null
      end?: number | null
      editable: boolean
    }
    AnswerOption: { code: string; label: string; needs_text?: boolean | null }
    Doubt: {
      letter: string
      code: string
      field: string
      title: string
      message: string
      start?: number | null
      end?: number | null
      answers: components['schemas']['AnswerOption'][]
      answer?: string | null
      needs_text: boolean
    }
    NoticeLine: {
      line_no: number
      name: string
      division_code?: string | null
      division_name?: string | null
      amount_fen: number
    }
    BookingView: {
      debit: string
      credit: string
      amount_fen: number
      fund: string
      due_on?: string | null
    }
    Duplicate: { kind: string; id: string; title: string }
    NoticeView: {
      id: string
      version: number
      division_code: string
      division_name: string
      fiscal_year: number
      state: string
      state_label: string
      way: string
      way_label: string
      file_name: string
      received_at: string
      imported_by: string
      text: string
      facts: components['schemas']['Fact'][]
      doubts: components['schemas']['Doubt'][]
      lines: components['schemas']['NoticeLine'][]
      lines_sum_fen: number
      total_fen?: number | null
      document_no?: string | null
      no_document_no_reason?: string | null
      duplicate_of?: components['schemas']['Duplicate'] | null
      booking?: components['schemas']['BookingView'] | null
      obstacle?: string | null
      indicator_id?: string | null
      entry_id?: string | null
      allotment_id?: string | null
      actions: components['schemas']['Action'][]
    }
    NoticeLineInput: { name: string; division_code?: string | null; amount_fen: number }
    NoticeCorrectInput: {
      version: number
      facts?: { [key: string]: string } | null
      lines?: components['schemas']['NoticeLineInput'][] | null
      document_no?: string | null
      no_document_no_reason?: string | null
    }
    AnswerInput: { version: number; letter: string; answer: string; text?: string | null }
    VersionInput: { version: number }
    ReasonInput: { version: number; reason: string }

    IndicatorRow: {
      id: string
      division_code: string
      document_no: string
      fund_name: string
      fund_code: string
      direct_tag_label?: string | null
      approved_fen: number
      available_fen: number
      allotted_fen: number
      registered_on: string
      due_on?: string | null
      notice_id?: string | null
    }
    IndicatorPage: { items: components['schemas']['IndicatorRow'][]; next_page?: string | null }
    AllocationRow: {
      id: string
      document_no: string
      fund_name: string
      title: string
      state: string
      state_label: string
      total_fen: number
      lines_count: number
      prepared_by: string
      updated_at: string
    }
    AllocationPage: {
      items: components['schemas']['AllocationRow'][]
      next_page?: string | null
      total?: number | null
    }
    Check: { code: string; label: string; ok: boolean; message: string }
    AllocationLine: {
      line_no: number
      division_code: string
      division_name: string
      amount_fen: number
      note?: string | null
    }
    ApprovalStepView: {
      step_no: number
      label: string
      duty: string
      user_name?: string | null
      state: string
      acted_at?: string | null
      opinion?: string | null
      acted_for?: string | null
      held_hours?: number | null
    }
    ApprovalActView: {
      at: string
      user_name: string
      action: string
      action_label: string
      opinion?: string | null
    }
    ReturnTarget: { step_no: number; label: string }
    ApprovalView: {
      id: string
      state: string
      flow_label: string
      steps: components['schemas']['ApprovalStepView'][]
      history: components['schemas']['ApprovalActView'][]
      return_targets: components['schemas']['ReturnTarget'][]
      common_reasons: string[]
    }
    AllocationView: {
      id: string
      version: number
      division_code: string
      fiscal_year: number
      state: string
      state_label: string
      title: string
      indicator: components['schemas']['IndicatorRow']
      total_fen: number
      available_fen: number
      difference_fen: number
      lines: components['schemas']['AllocationLine'][]
      basis: string
      approval?: components['schemas']['ApprovalView'] | null
      allotment_id?: string | null
      checks: components['schemas']['Check'][]
      actions: components['schemas']['Action'][]
    }
    AllocationDraftInput: { indicator_id: string; notice_id?: string | null }
    AllocationLineBody: { division_code: string; amount_fen: number; note?: string | null }
    AllocationChangeInput: {
      version: number
      lines: components['schemas']['AllocationLineBody'][]
      title?: string | null
    }
    ApproveInput: { version: number; opinion?: string | null }
    ReturnInput: { version: number; to_step: number; reason: string }
    OpineInput: { version: number; opinion: string }
    CountersignInput: { version: number; user_id: string; opinion_asked: string }

    DelegationRow: {
      id: string
      from_user_name: string
      to_user_name: string
      from_on: string
      to_on: string
      reason: string
      state: string
      state_label: string
      actions: components['schemas']['Action'][]
    }
    DelegationPage: { items: components['schemas']['DelegationRow'][] }
    DelegationCreate: { to_user_id: string; from_on: string; to_on: string; reason: string }
    Colleague: {
      id: string
      display_name: string
      office_name: string
      duties: components['schemas']['Duty'][]
    }
    ColleaguePage: { items: components['schemas']['Colleague'][] }

    AllotmentRow: {
      id: string
      document_no?: string | null
      title: string
      state: string
      state_label: string
      total_fen: number
      issued_on?: string | null
      received_count: number
      recipient_count: number
      unreceived_fen: number
    }
    AllotmentPage: {
      items: components['schemas']['AllotmentRow'][]
      next_page?: string | null
      total?: number | null
    }
    ParagraphView: { heading?: string | null; text: string }
    AllotmentLineView: {
      line_no: number
      division_code: string
      division_name: string
      amount_fen: number
      received_fen: number
      state_label: string
    }
    DeliveryView: {
      id: string
      kind: string
      to_name: string
      division_code?: string | null
      delivered_at?: string | null
      read_at?: string | null
      received_at?: string | null
      received_by?: string | null
      state_label: string
      amount_fen?: number | null
    }
    PaperLink: { name: string; label: string; format: string; href: string }
    AllotmentView: {
      id: string
      version: number
      division_code: string
      fiscal_year: number
      state: string
      state_label: string
      document_no?: string | null
      title: string
      issuer: string
      issued_on?: string | null
      total_fen: number
      paragraphs: components['schemas']['ParagraphView'][]
      recipients_line: string
      lines: components['schemas']['AllotmentLineView'][]
      cc: string[]
      attachments: string[]
      deliveries: components['schemas']['DeliveryView'][]
      papers: components['schemas']['PaperLink'][]
      checks: components['schemas']['Check'][]
      entry_id?: string | null
      actions: components['schemas']['Action'][]
    }

    DocumentRow: {
      id: string
      delivery_id: string
      document_no: string
      title: string
      issuer: string
      kind: string
      amount_fen?: number | null
      issued_on: string
      state: string
      state_label: string
      due_on?: string | null
    }
    DocumentPage: {
      items: components['schemas']['DocumentRow'][]
      next_page?: string | null
      total?: number | null
    }
    DocumentLine: {
      line_no: number
      division_code: string
      division_name: string
      amount_fen: number
    }
    DocumentView: components['schemas']['DocumentRow'] & {
      recipients_line?: string | null
      paragraphs: components['schemas']['ParagraphView'][]
      lines: components['schemas']['DocumentLine'][]
      total_fen?: number
      cc: string[]
      attachments: string[]
      papers: components['schemas']['PaperLink'][]
      indicator_id?: string | null
      entry_id?: string | null
      actions: components['schemas']['Action'][]
    }

    TreeFigures: {
      received_fen: number
      allotted_fen: number
      unassigned_fen: number
      reserved_fen: number
      paid_fen: number
      available_fen: number
      unreceived_fen: number
    }
    TreeRow: components['schemas']['TreeFigures'] & {
      key: string
      parent_key?: string | null
      level: number
      label: string
      kind: string
      division_code: string
      document_no?: string | null
      account_code?: string | null
      has_children: boolean
      balance_fen?: number | null
      indicator_id?: string | null
    }
    TreeView: {
      as_of: string
      rows: components['schemas']['TreeRow'][]
      total: components['schemas']['TreeRow']
      more_after?: string | null
    }
    AccountView: {
      key: string
      code: string
      name: string
      side: string
      balance_fen: number
      dimensions?: string[]
      count?: number
    }
    StatementRow: {
      entry_id: string
      line_no: number
      on: string
      event_label: string
      summary: string
      document_no: string
      debit_fen?: number | null
      credit_fen?: number | null
      balance_fen: number
    }
    StatementView: {
      account: components['schemas']['AccountView']
      items: components['schemas']['StatementRow'][]
      next_page?: string | null
    }
    EntryRow: {
      id: string
      entry_no: string
      on: string
      event_code: string
      event_label: string
      summary: string
      document_no: string
      amount_fen: number
      reversed: boolean
    }
    EntryPage: {
      items: components['schemas']['EntryRow'][]
      next_page?: string | null
      total?: number | null
    }
    EntryLineView: {
      line_no: number
      side: string
      account_code: string
      account_name: string
      dimensions: string[]
      amount_fen: number
      account_key: string
    }
    SentenceView: { notice_id: string; quote: string; before: string; after: string; place: string }
    EntryLink: { id: string; entry_no: string }
    LaterView: { on: string; label: string; amount_fen: number; entry_id: string }
    PostedView: { entry_id: string }
    EntryView: components['schemas']['EntryRow'] & {
      division_code: string
      division_name: string
      fiscal_year: number
      lines: components['schemas']['EntryLineView'][]
      prepared_by: string
      reviewed_by?: string | null
      posted_by?: string | null
      sentence?: components['schemas']['SentenceView'] | null
      reverses?: components['schemas']['EntryLink'] | null
      reversed_by?: components['schemas']['EntryLink'] | null
      later: components['schemas']['LaterView'][]
      posted_at?: string | null
      actions: components['schemas']['Action'][]
    }
    EntryReverseInput: { reason: string }
    TraceLinkView: {
      kind: string
      label: string
      on?: string | null
      title: string
      detail?: string | null
      before?: string | null
      quote?: string | null
      after?: string | null
      amount_fen?: number | null
      path?: string | null
      here: boolean
    }
    TraceView: { links: components['schemas']['TraceLinkView'][]; whole: boolean }
    SearchHit: { kind: string; label: string; title: string; detail: string; path: string }
    SearchPage: { items: components['schemas']['SearchHit'][] }

    AuditRow: {
      id: string
      seq?: number | null
      at: string
      actor_name: string
      division_name: string
      action: string
      action_label: string
      outcome: string
      outcome_label: string
      detail: string
      hash?: string | null
    }
    AuditHead: { seq: number; hash: string }
    AuditPage: {
      items: components['schemas']['AuditRow'][]
      next_page?: string | null
      head?: components['schemas']['AuditHead'] | null
      chain_ok?: boolean | null
    }

    UserRow: {
      id: string
      username: string
      display_name: string
      division_code: string
      division_name: string
      office_name: string
      duties: components['schemas']['Duty'][]
      state: string
      state_label: string
      locked_until?: string | null
      last_sign_in_at?: string | null
      actions: components['schemas']['Action'][]
    }
    UserPage: { items: components['schemas']['UserRow'][]; next_page?: string | null }
    UserCreate: { username: string; display_name: string; office_id: string }
    UserCreated: { user: components['schemas']['UserRow']; first_password?: string | null }
    UserGrant: { duties: string[] }
    FirstPassword: { first_password?: string | null }
    OfficeRow: { id: string; name: string; division_code: string; division_name: string }
    OfficePage: { items: components['schemas']['OfficeRow'][] }
    DutyRow: { code: string; label: string; second_factor?: boolean | null }
    PermissionRow: { code: string; label: string; duties: string[] }
    DutyTable: {
      duties: components['schemas']['DutyRow'][]
      permissions: components['schemas']['PermissionRow'][]
    }
  }
}

type S = components['schemas']
type Nothing = Record<string, never>
type Responses<R> = {
  200: { headers: { [name: string]: unknown }; content: { 'application/json': R } }
  default: { headers: { [name: string]: unknown }; content: { 'application/json': S['ErrorBody'] } }
}
type Read<R, Query = never, Path = never> = {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never }
  requestBody?: never
  responses: Responses<R>
}
type ReadAll<R, Query = never> = {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never }
  requestBody?: never
  responses: Responses<R>
}
type Keyed = { 'Idempotency-Key'?: string }
type Write<R, Body, Path> = {
  parameters: { query?: never; header?: Keyed; path: Path; cookie?: never }
  requestBody: { content: { 'application/json': Body } }
  responses: Responses<R>
}
type WriteAll<R, Body> = {
  parameters: { query?: never; header?: Keyed; path?: never; cookie?: never }
  requestBody: { content: { 'application/json': Body } }
  responses: Responses<R>
}
type Seek = { after?: string; limit?: number }
type InBook = { division_code?: string; fiscal_year?: number }
type Id = { id: string }

export interface paths {
  '/api/v1/session': {
    get: ReadAll<S['SessionView']>
    post: WriteAll<S['SessionView'], { username: string; password: string; totp?: string | null }>
    delete: ReadAll<Nothing>
  }
  '/api/v1/session/password': {
    post: WriteAll<Nothing, { old_password: string; new_password: string }>
  }
  '/api/v1/session/totp/enrol': { post: WriteAll<S['TotpEnrolment'], Nothing> }
  '/api/v1/session/totp/confirm': { post: WriteAll<Nothing, { code: string }> }
  '/api/v1/clock/advance': { post: WriteAll<S['ClockView'], { days: number }> }
  '/api/v1/workbench': { get: ReadAll<S['WorkbenchView'], { fiscal_year?: number }> }
  '/api/v1/search': { get: ReadAll<S['SearchPage'], { fiscal_year: number; q: string }> }

  '/api/v1/notices': {
    get: ReadAll<
      S['NoticePage'],
      InBook & Seek & { state?: string; q?: string; sort?: string }
    >
  }
  '/api/v1/notices/{id}': {
    get: Read<S['NoticeView'], never, Id>
    patch: Write<S['NoticeView'], S['NoticeCorrectInput'], Id>
  }
  '/api/v1/notices/{id}/answer-doubt': { post: Write<S['NoticeView'], S['AnswerInput'], Id> }
  '/api/v1/notices/{id}/register': { post: Write<S['NoticeView'], S['VersionInput'], Id> }
  '/api/v1/notices/{id}/reject': { post: Write<S['NoticeView'], S['ReasonInput'], Id> }
  '/api/v1/notices/{id}/reverse': { post: Write<S['NoticeView'], S['ReasonInput'], Id> }

  '/api/v1/indicators': {
    get: ReadAll<S['IndicatorPage'], InBook & { q?: string; state?: string }>
  }
  '/api/v1/indicators/{id}/trace': { get: Read<S['TraceView'], never, Id> }
  '/api/v1/allocations': {
    get: ReadAll<S['AllocationPage'], InBook & Seek & { state?: string; q?: string }>
    post: WriteAll<S['AllocationView'], S['AllocationDraftInput']>
  }
  '/api/v1/allocations/{id}': {
    get: Read<S['AllocationView'], never, Id>
    patch: Write<S['AllocationView'], S['AllocationChangeInput'], Id>
  }
  '/api/v1/allocations/{id}/submit': { post: Write<S['AllocationView'], S['VersionInput'], Id> }
  '/api/v1/allocations/{id}/approve': { post: Write<S['AllocationView'], S['ApproveInput'], Id> }
  '/api/v1/allocations/{id}/return': { post: Write<S['AllocationView'], S['ReturnInput'], Id> }
  '/api/v1/allocations/{id}/withdraw': { post: Write<S['AllocationView'], S['VersionInput'], Id> }
  '/api/v1/allocations/{id}/countersign': {
    post: Write<S['AllocationView'], S['CountersignInput'], Id>
  }
  '/api/v1/allocations/{id}/opine': { post: Write<S['AllocationView'], S['OpineInput'], Id> }
  '/api/v1/allocations/{id}/cancel': { post: Write<S['AllocationView'], S['VersionInput'], Id> }
  '/api/v1/allocations/{id}/allotment': { post: Write<S['AllotmentView'], Nothing, Id> }

  '/api/v1/delegations': {
    get: ReadAll<S['DelegationPage']>
    post: WriteAll<S['DelegationRow'], S['DelegationCreate']>
  }
  '/api/v1/delegations/{id}/end': { post: Write<S['DelegationRow'], Nothing, Id> }
  '/api/v1/colleagues': { get: ReadAll<S['ColleaguePage']> }

  '/api/v1/allotments': {
    get: ReadAll<S['AllotmentPage'], InBook & Seek & { state?: string; q?: string }>
  }
  '/api/v1/allotments/{id}': { get: Read<S['AllotmentView'], never, Id> }
  '/api/v1/allotments/{id}/issue': { post: Write<S['AllotmentView'], S['VersionInput'], Id> }
  '/api/v1/allotments/{id}/revoke': { post: Write<S['AllotmentView'], S['ReasonInput'], Id> }

  '/api/v1/documents': { get: ReadAll<S['DocumentPage'], InBook & Seek & { state?: string }> }
  '/api/v1/documents/{id}': {
    get: Read<S['DocumentView'], never, Id>
  }
  '/api/v1/documents/{id}/receive': {
    post: Write<S['DocumentView'], Nothing, Id>
  }

  '/api/v1/ledger/tree': { get: ReadAll<S['TreeView'], InBook & { parent?: string; after?: string }> }
  '/api/v1/ledger/statement': {
    get: ReadAll<S['StatementView'], InBook & { key: string; after?: number; limit?: number }>
  }
  '/api/v1/entries': { get: ReadAll<S['EntryPage'], InBook & Seek & { event?: string; q?: string }> }
  '/api/v1/entries/{id}': { get: Read<S['EntryView'], never, Id> }
  '/api/v1/entries/{id}/reverse': { post: Write<S['PostedView'], S['EntryReverseInput'], Id> }

  '/api/v1/audit-events': {
    get: ReadAll<
      S['AuditPage'],
      Seek & {
        from?: string
        to?: string
        actor?: string
        action?: string
        outcome?: string
        q?: string
      }
    >
  }

  '/api/v1/users': {
    get: ReadAll<S['UserPage']>
    post: WriteAll<S['UserCreated'], S['UserCreate']>
  }
  '/api/v1/users/{id}/grant': { post: Write<S['UserRow'], S['UserGrant'], Id> }
  '/api/v1/users/{id}/suspend': { post: Write<S['FirstPassword'], Nothing, Id> }
  '/api/v1/users/{id}/resume': { post: Write<S['FirstPassword'], Nothing, Id> }
  '/api/v1/users/{id}/unlock': { post: Write<S['FirstPassword'], Nothing, Id> }
  '/api/v1/users/{id}/reset-password': { post: Write<S['FirstPassword'], Nothing, Id> }
  '/api/v1/offices': { get: ReadAll<S['OfficePage']> }
  '/api/v1/duties': { get: ReadAll<S['DutyTable']> }
  '/api/v1/duties/{code}/second-factor': {
    post: Write<Nothing, { required: boolean }, { code: string }>
  }
}
