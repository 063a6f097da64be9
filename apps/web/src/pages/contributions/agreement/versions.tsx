import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import type { Contributions } from '../contributions-api';
import { useNames } from '../names';
import { useTermWords } from './term-words';

type Version = Contributions['VersionDto'];

/** Every version of an agreement, the newest first: when, by whom, why, and what changed. */
export function Versions({ versions }: { versions: readonly Version[] }) {
  return (
    <ol className="section" style={{ listStyle: 'none', margin: 0, padding: 0 }} data-testid="versions">
      {[...versions].reverse().map((version) => (
        <li key={version.version} className="card padded">
          <Header version={version} />
          <Changes version={version} />
        </li>
      ))}
    </ol>
  );
}

function Header({ version: { version, reason, effectiveDate, actor } }: { version: Version }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const named = useNames();
  const by = actor.startsWith('system:') ? t('version.bySystem') : t('version.by', { who: named(actor) });
  return (
    <>
      <h3 style={{ margin: 0, fontSize: '0.9375rem' }}>{t('version.title', { version, reason })}</h3>
      <p className="muted" style={{ margin: '2px 0 8px', fontSize: '0.8125rem' }}>
        {t('version.effective', { day: formatDay(effectiveDate, language) })} · {by}
      </p>
    </>
  );
}

function Changes({ version: { version, changes } }: { version: Version }) {
  const { t } = useTranslation('contributions');
  const words = useTermWords();
  if (changes.length === 0)
    return <span className="muted">{t(version === 1 ? 'version.first' : 'version.unchanged')}</span>;
  return (
    <div className="section" style={{ gap: 8 }}>
      {changes.map((change, index) => (
        <div key={index} className="change">
          <span className="muted">{words.name(change)}</span>
          <span>
            <del>{words.value(change.term, change.before)}</del> → <ins>{words.value(change.term, change.after)}</ins>
          </span>
        </div>
      ))}
    </div>
  );
}
