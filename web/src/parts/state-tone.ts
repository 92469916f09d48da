// 状态的色调 (状态): the word comes from the server; the tone only repeats it.

export type Tone = '' | 'blue' | 'amber' | 'red' | 'struck'

const TONES: Readonly<Record<string, Tone>> = {
  draft: 'blue',
  under_approval: 'blue',
  approved: 'blue',
  issued: 'blue',
  part_received: 'blue',
  delivered: 'blue',
  unreceived: 'blue',
  unreadable: 'amber',
  locked: 'amber',
  returned: 'red',
  rejected: 'struck',
  withdrawn: 'struck',
  reversed: 'struck',
  cancelled: 'struck',
  unread: 'blue',
  read: 'blue',
  revoked: 'struck',
  suspended: 'struck',
  ended: 'struck',
}

export const toneOf = (state: string): Tone => TONES[state] ?? ''
