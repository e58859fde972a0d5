/** The one thing to press on a screen; when it may not be pressed it says why. */
import { Button, type ButtonProps } from '@mantine/core'
import { useId, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import styles from './BigButton.module.css'

type BigButtonProps = ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & {
    /** Disables the button and is shown below it: the server's reason. */
    readonly whyNot?: string | null
    readonly children: ReactNode
  }

export function BigButton({ whyNot, children, ...rest }: BigButtonProps) {
  const reasonId = useId()
  return (
    <div className={styles.wrap} data-full={rest.fullWidth ?? true}>
      <Button
        type="button"
        size="lg"
        fullWidth
        {...rest}
        {...(whyNot
          ? {
              'data-disabled': true,
              'aria-disabled': true,
              'aria-describedby': reasonId,
              onClick: (event) => event.preventDefault(),
            }
          : {})}
        classNames={{ root: styles.button ?? '', label: styles.label ?? '' }}
      >
        {children}
      </Button>
      {whyNot && (
        <p id={reasonId} className={styles.reason}>
          {whyNot}
        </p>
      )}
    </div>
  )
}
