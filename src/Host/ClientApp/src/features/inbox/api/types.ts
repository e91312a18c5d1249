import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type InboxItem = Schemas['InboxItem'];
export type InboxFacets = Schemas['InboxFacets'];
export type Facet = Schemas['Facet'];
export type FollowedRow = Schemas['FollowedRow'];
export type SavedView = Schemas['ViewRow'];
export type WorkItemDetail = Schemas['WorkItemDetail'];
export type Decided = Schemas['Decided'];
export type ReviewLine = Schemas['ReviewLine'];
export type ApprovalResult = Schemas['ApprovalResult'];
export type CommentRow = Schemas['CommentRow'];
export type WorkRequest = Schemas['WorkRequest'];
export type SigningPreview = Schemas['SigningPreview'];
export type PersonPick = Schemas['PersonPick'];
export type PhraseKind = 'return' | 'reject' | 'approve' | 'instruct' | 'opinion' | 'extension';
