import { Text, Title } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import { useTranslation } from 'react-i18next';
import { useGapWords } from './gap-words';
import type { ProjectView } from './projects-api';

/** Every part that is asked, there or missing, with what is missing in it. */
export function Checklist({ checklist }: Pick<ProjectView, 'checklist'>) {
  const { t } = useTranslation('projects');
  const gap = useGapWords();
  const complete = checklist.every(({ met }) => met);
  return (
    <section className="card padded" aria-labelledby="checklist" data-testid="checklist">
      <Title order={2} id="checklist" mb="sm">
        {t('checklist.title')}
      </Title>
      {complete && (
        <Text size="sm" fw={550} mb="sm" c="var(--ok)">
          {t('checklist.complete')}
        </Text>
      )}
      <ul className="checklist">
        {checklist.map((item) => {
          const Icon = item.met ? IconCircleCheck : IconAlertTriangle;
          return (
            <li key={item.part} data-met={item.met}>
              <Icon size={16} stroke={2} aria-hidden />
              <span>
                <span className="visually-hidden">{item.met ? t('checklist.met') : t('checklist.unmet')} : </span>
                {t(`part.${item.part}`)}
                {!item.met && <span className="muted"> – {gap(item)}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
