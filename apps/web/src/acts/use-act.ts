import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';
import { inputText } from './input-text';
import { type Notice, notify, withdraw } from './notices';
import { useProblemWords } from './problem-words';

const MOST_RETRIES = 2;
const RETRY_AFTER_MS = 700;

/** Headers of an act: sent again with the same ones, it is done once. */
export type ActHeaders = {
  'idempotency-key': string;
};

interface Act<Input, Output> {
  send: (input: Input, headers: ActHeaders) => Promise<Output>;
  /** What is read again once it is done. */
  refresh?: readonly QueryKey[];
  /** What is said once it is done, with the way back where there is one. */
  done?: (output: Output, input: Input) => Notice | undefined;
  /** Answers true where the form shows the refusal itself. */
  refused?: (problem: Problem, input: Input) => boolean;
}

/**
 * Something a person does. The same input sent again, after a cut or by a second click, carries the same idempotency key;
 * a refusal is told in words until the act is tried again, and what it concerns is read again, since somebody else may have changed it.
 */
export function useAct<Input, Output>({ send, refresh = [], done, refused }: Act<Input, Output>) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const queries = useQueryClient();
  const refusal = useId();
  const last = useRef({ input: '', key: '' });
  const keyFor = (input: Input): string => {
    const text = inputText(input);
    if (last.current.input !== text || last.current.key === '')
      last.current = { input: text, key: crypto.randomUUID() };
    return last.current.key;
  };
  const readAgain = () => Promise.all(refresh.map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation({
    // Without a connection an act fails at once and says so: it is never done later, unseen.
    networkMode: 'always',
    // A line that broke on the way says nothing of whether the act was done: sent again with the same key, it is done once.
    retry: (count, error) => count < MOST_RETRIES && navigator.onLine && !(error instanceof Problem),
    retryDelay: RETRY_AFTER_MS,
    mutationFn: (input: Input) => send(input, { 'idempotency-key': keyFor(input) }),
    onMutate: () => withdraw(refusal),
    onSuccess: async (output, input) => {
      last.current = { input: '', key: '' };
      const notice = done?.(output, input);
      if (notice) notify(notice);
      await readAgain();
    },
    onError: (error, input) => {
      if (!(error instanceof Problem))
        return notify({ id: refusal, tone: 'bad', title: t('act.failed'), text: t('act.unreachable') });
      if (!refused?.(error, input)) notify({ id: refusal, tone: 'bad', ...words(error) });
      if ([409, 412].includes(error.status)) void readAgain();
    },
  });
}
