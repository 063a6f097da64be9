import '../../../styles/forms.css';
import { Kbd, Modal, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const keys = ['move', 'tick', 'validate', 'safe', 'search', 'hold', 'together', 'undo', 'help'] as const;
const caps: Record<(typeof keys)[number], readonly string[]> = {
  move: ['J', 'K'],
  tick: ['␣'],
  validate: ['↵'],
  safe: ['S'],
  search: ['/'],
  hold: ['H'],
  together: ['X'],
  undo: ['U', 'Ctrl Z'],
  help: ['?'],
};

interface Props {
  opened: boolean;
  close: () => void;
  on: boolean;
  turn: (on: boolean) => void;
}

/** The keys of the page, which a person may switch off. */
export function HelpDialog({ opened, close, on, turn }: Props) {
  const { t } = useTranslation('reconciliation');
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('help.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <dl className="facts">
          {keys.map((key) => (
            <div key={key}>
              <dt>{t(`help.${key}`)}</dt>
              <dd>
                {caps[key].map((cap) => (
                  <Kbd key={cap} ml={4}>
                    {cap}
                  </Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <Switch label={t('help.on')} checked={on} onChange={(event) => turn(event.currentTarget.checked)} />
      </Stack>
    </Modal>
  );
}
