import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatCount } from '../../money/format';
import type { Filters } from '../../shell/filters';
import { type Role, useSession } from '../../session/session';
import './to-do.css';

type Todo = Schemas['TodoDto'];
type Act = keyof Todo;

interface Work {
  /** Whose work it is. */
  of: readonly Role[];
  /** The list that is counted. */
  at: { to: string; search: Filters };
}

const works: Record<Act, Work> = {
  allocationsToConfirm: { of: ['finance-controller'], at: { to: '/imputations', search: { vue: 'a-confirmer' } } },
  tranchesToCertify: { of: ['project-officer'], at: { to: '/tranches', search: { etape: 'REQUESTED' } } },
  tranchesToApprove: { of: ['finance-controller'], at: { to: '/tranches', search: { etape: 'CERTIFIED' } } },
  tranchesToPay: { of: ['finance-officer'], at: { to: '/tranches', search: { etape: 'APPROVED' } } },
  dossiersToCheck: { of: ['secretariat'], at: { to: '/projets', search: { vue: 'table', etat: 'SUBMITTED' } } },
  paymentsToApprove: {
    of: ['finance-controller', 'secretariat'],
    at: { to: '/paiements', search: { vue: 'a-approuver' } },
  },
  paymentsToEmit: { of: ['finance-officer'], at: { to: '/paiements', search: { vue: 'a-remettre' } } },
  aidToDecide: { of: ['presidency'], at: { to: '/urgence', search: {} } },
  reportsToWrite: {
    of: ['finance-officer', 'project-officer'],
    at: { to: '/contributions', search: { vue: 'rapports', jours: '30' } },
  },
};

/** What waits for somebody, the reader's own work first; each count leads to the list of what it counts. */
export function ToDo({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: person } = useSession();
  const isMine = (act: Act) => works[act].of.some((role) => person?.roles.includes(role));
  const waiting = (Object.keys(works) as Act[])
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
              <Link {...works[act].at}>
                <strong className="num">{formatCount(todo[act], language)}</strong>{' '}
                {t(`todo.${act}`, { count: todo[act] })}
              </Link>
              {isMine(act) && <span className="for-you">{t('todo.mine')}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
