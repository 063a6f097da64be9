import '@fontsource-variable/inter/wght.css';
import './styles/mantine.css';
import './app.css';
import './styles/print.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries';
import { startI18n } from './i18n/i18n';
import { router } from './router';
import { session } from './session/session';
import { theme } from './theme';

// Asked at once: nothing is shown before it is known who reads.
void queries.prefetchQuery(session);
await startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
sessionStorage.removeItem('attempts');
