import { upload } from '../../api/client';

type Kind = 'TRANCHE_REQUEST' | 'JUSTIFICATION' | 'AGREEMENT';

/** Puts a file into a project's dossier; answers its id, for what is asked with it to name. */
export async function attachPiece(project: string, kind: Kind, file: File, key: string): Promise<string> {
  const path = `/api/disbursements/projects/${encodeURIComponent(project)}/documents`;
  const { document } = await upload<{ document: string }>(path, file, { kind }, { 'idempotency-key': key });
  return document;
}
