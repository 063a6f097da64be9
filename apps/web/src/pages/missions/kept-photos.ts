import { useQuery } from '@tanstack/react-query';
import type { Place } from './kept-draft';

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
export type KeptPhoto = Photo & Place & { key: string };

const DATABASE = 'missions';
const STORE = 'photos';

export const keptPhotosKey = ({ owner, mission }: Place) => ['kept-photos', owner, mission] as const;

/** Pictures kept on this device by a person for a mission, or for one that isn't entered yet. */
export function useKeptPhotos(place: Place) {
  return useQuery({
    queryKey: keptPhotosKey(place),
    queryFn: () => keptPhotos(place),
    networkMode: 'always',
    meta: { live: false },
  });
}

/** @param key of the act: what was sent without an answer and what is kept are one picture */
export async function keepPhoto(place: Place, photo: Photo, key: string): Promise<void> {
  await inStore('readwrite', (store) => store.put({ ...photo, ...place, key }));
}

export async function forgetPhoto(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

/** A mission that is entered now has a code: its pictures go by it. */
export async function renameKept(from: Place, to: Place): Promise<void> {
  for (const photo of await keptPhotos(from)) await inStore('readwrite', (store) => store.put({ ...photo, ...to }));
}

export async function forgetPhotos(place: Place): Promise<void> {
  for (const { key } of await keptPhotos(place)) await forgetPhoto(key);
}

/** Empty too where the device keeps nothing, as in private windows. */
async function keptPhotos({ owner, mission }: Place): Promise<KeptPhoto[]> {
  const kept = await inStore('readonly', (store) => store.getAll() as IDBRequest<KeptPhoto[]>).catch(() => []);
  return kept.filter((photo) => photo.owner === owner && photo.mission === mission);
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
