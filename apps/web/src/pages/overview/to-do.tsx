import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatCount } from '../../money/format';
import { type Role, useSession } from '../../session/session';
import './to-do.css';

type Todo = Schemas['TodoDto'];
type Act = keyof Todo;

/** Whose work each count is. */
const workers: Record<Act, readonly Role[]> = {
  allocationsToConfirm: ['finance-controller'],
  tranchesToCertify: ['project-officer'],
  tranchesToApprove: ['finance-controller'],
  tranchesToPay: ['finance-officer'],
  dossiersToCheck: ['secretariat'],
  paymentsToApprove: ['finance-controller', 'secretariat'],
  paymentsToEmit: ['finance-officer'],
  aidToDecide: ['presidency'],
};

/** What waits for somebody, the reader's own work first. */
export function ToDo({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: person } = useSession();
  const isMine = (act: Act) => workers[act].some((role) => person?.roles.includes(role));
  const waiting = (Object.keys(workers) as Act[])
    .filter((act) => todo[act] > 0)
    .sort((a, b) => Number(isMine(b)) - Number(isMine(a)));
  return (
    <section className="card to-do" aria-labelledby="todo">
      <h2 id="todo">{t('todo.title')}</h2>
      {waiting.length === 0 ? (
        <p className="muted">{t('todo.nothing')}</p>
      ) : (
        <ul>
          {waiting.map((act) => (
            <li key={act} className={isMine(act) ? 'mine' : ''} data-testid={`todo-${act}`}>
              <strong className="num">{formatCount(todo[act], language)}</strong>{' '}
              {t(`todo.${act}`, { count: todo[act] })}
              {isMine(act) && <span className="for-you">{t('todo.mine')}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
