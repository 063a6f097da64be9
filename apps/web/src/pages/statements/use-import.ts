import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../acts/notices';
import { Problem } from '../../api/client';
import { queued, type QueuedFile, readyFiles } from './import-queue';
import { importFile, previewFile, type Told } from './treasury';

/** The files somebody dropped: each is read at once, and stored one after the other when asked. */
export function useImport() {
  const { t } = useTranslation('statements');
  const cache = useQueryClient();
  const [files, change] = useReducer(queued, []);
  const latest = useRef(new Map<string, number>());

  const refuse = (id: string, error: unknown): void =>
    change({ kind: 'changed', id, to: { state: 'REFUSED', problem: problemOf(error) } });

  const look = async (id: string, file: File, told: Told): Promise<void> => {
    const turn = (latest.current.get(id) ?? 0) + 1;
    latest.current.set(id, turn);
    change({ kind: 'changed', id, to: { told, state: 'READING' } });
    try {
      const preview = await previewFile(file, told);
      if (latest.current.get(id) === turn)
        change({ kind: 'changed', id, to: { preview, state: 'READY', problem: undefined } });
    } catch (error) {
      if (latest.current.get(id) === turn) refuse(id, error);
    }
  };

  const add = (dropped: File[]): void => {
    const added = dropped.map((file): QueuedFile => ({ id: crypto.randomUUID(), file, told: {}, state: 'READING' }));
    change({ kind: 'added', files: added });
    for (const { id, file } of added) void look(id, file, {});
  };

  const store = async ({ id, file, told }: QueuedFile): Promise<void> => {
    change({ kind: 'changed', id, to: { state: 'IMPORTING' } });
    try {
      const { statements } = await importFile(file, told, id);
      change({ kind: 'changed', id, to: { state: 'IMPORTED', imported: statements } });
      const known = statements.every((one) => one.new === 0 && one.detailed === 0);
      notify({ title: t(known ? 'import.knownNotice' : 'import.doneNotice', { name: file.name }) });
    } catch (error) {
      refuse(id, error);
    }
  };

  /** One after the other: a month has to be stored before the next one. */
  const storeAll = async (chosen: readonly QueuedFile[]): Promise<void> => {
    for (const file of chosen) await store(file);
    await cache.invalidateQueries({ queryKey: ['treasury'] });
  };

  return {
    files,
    ready: readyFiles(files),
    add,
    look: (file: QueuedFile, told: Told) => void look(file.id, file.file, told),
    store: (chosen: readonly QueuedFile[]) => void storeAll(chosen),
    remove: (id: string) => change({ kind: 'removed', id }),
    clear: () => change({ kind: 'cleared' }),
  };
}

export type ImportDesk = ReturnType<typeof useImport>;

function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, 'UNREACHABLE', String(error));
}
