import { problemOf } from '../../api/client';

type Kind = 'TRANCHE_REQUEST' | 'JUSTIFICATION' | 'AGREEMENT';

/** Puts a file into a project's dossier; answers its id, for what is asked with it to name. */
export async function attachPiece(project: string, kind: Kind, file: File, key: string): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const response = await fetch(`/api/disbursements/projects/${encodeURIComponent(project)}/documents?kind=${kind}`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: form,
  });
  const body = (await response.json().catch(() => undefined)) as { document: string } | undefined;
  if (!response.ok || !body) throw problemOf(response.status, body);
  return body.document;
}
