/** Starts the app: theme, texts, questions, pages, and the worker that keeps the shell. */
import '@mantine/core/styles.css'
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import './theme.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api.ts'
import { keepLastSeen } from './last-seen.ts'
import { registerWorker } from './push.ts'
import { router } from './routes.tsx'
import { LanguageProvider } from './text/language.tsx'
import { cssVariables, theme } from './theme.ts'
import { Toasts } from './ui/Toast.tsx'

keepLastSeen(queryClient)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <LanguageProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
)

registerWorker()
