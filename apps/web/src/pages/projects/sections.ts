/** Parts of a dossier that are written and talked about, in their order. */
export const commentSections = [
  'general',
  'narrative',
  'classification',
  'results',
  'budget',
  'plan',
  'schedule',
  'location',
  'documents',
] as const;
export type CommentSection = (typeof commentSections)[number];
