import { useQuery } from '@tanstack/react-query';

/** A picture taken for a mission, with what is said of it. */
export interface Photo {
  caption: string;
  place: string;
  takenOn: string;
  project: string;
  latitude: string;
  longitude: string;
  file: File | null;
}

/** A picture that waits on this device until it is sent; its key makes sending it twice keep it once. */
export type KeptPhoto = Photo & { key: string; mission: string };

const DATABASE = 'missions';
const STORE = 'photos';

export const keptPhotosKey = (mission: string) => ['kept-photos', mission] as const;

/** Pictures kept on this device for a mission, or for one that isn't entered yet. */
export function useKeptPhotos(mission: string) {
  return useQuery({
    queryKey: keptPhotosKey(mission),
    queryFn: () => keptPhotos(mission),
    networkMode: 'always',
    meta: { live: false },
  });
}

export async function keepPhoto(mission: string, photo: Photo): Promise<void> {
  await inStore('readwrite', (store) => store.put({ ...photo, mission, key: crypto.randomUUID() }));
}

export async function forgetPhoto(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

/** A mission that is entered now has a code: its pictures go by it. */
export async function renameKept(from: string, to: string): Promise<void> {
  for (const photo of await keptPhotos(from))
    await inStore('readwrite', (store) => store.put({ ...photo, mission: to }));
}

export async function forgetPhotos(mission: string): Promise<void> {
  for (const { key } of await keptPhotos(mission)) await forgetPhoto(key);
}

/** Empty too where the device keeps nothing, as in private windows. */
async function keptPhotos(mission: string): Promise<KeptPhoto[]> {
  const kept = await inStore('readonly', (store) => store.getAll() as IDBRequest<KeptPhoto[]>).catch(() => []);
  return kept.filter((photo) => photo.mission === mission);
}

async function inStore<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' });
  const database = await answerOf(opening);
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The device keeps nothing'));
  });
}
