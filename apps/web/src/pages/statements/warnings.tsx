import { Group, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { inWords } from './problem-note';
import type { Warning } from './treasury';

/** What should be looked at although the file is read. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  if (warnings.length === 0) return null;
  const sentence = ({ code, message, figures = {} }: Warning) => {
    if (!i18next.exists(`statements:warning.${code}`)) return message;
    const shown = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, inWords(value, language)]));
    return (t as (key: string, figures: object) => string)(`warning.${code}`, shown);
  };
  return (
    <ul className="statement-warnings">
      {[...new Set(warnings.map(sentence))].map((text) => (
        <li key={text}>
          <Group gap={6} wrap="nowrap" align="start">
            <IconAlertTriangle size={15} style={{ flex: 'none', marginTop: 3 }} />
            <Text size="sm">{text}</Text>
          </Group>
        </li>
      ))}
    </ul>
  );
}
