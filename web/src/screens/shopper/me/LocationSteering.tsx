/** How my location may be used: not at all for now, not for this, and how I am told of it. */
import { Radio, SegmentedControl, Stack, Switch } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { LocationControls } from '../../../shapes.ts'
import { myData as en } from '../../../text/en/about-me.ts'
import { myData as ko } from '../../../text/ko/about-me.ts'
import { useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from './MeScreen.module.css'

type Change = Partial<LocationControls>
type Notice = LocationControls['notice']
type NowProps = { readonly now: LocationControls }

const PATH = 'GET /v1/me/location-controls'

export function LocationSteering() {
  const t = useText({ ko, en })
  const go = useGo()
  const query = useQuery(ask(PATH))
  const consents = useQuery(ask('GET /v1/me/consents'))
  const consent = consents.data?.items.find(({ purpose }) => purpose === 'location')
  // What is not used needs no switches.
  const isUsed = consent?.granted ?? true
  return (
    <Section title={t.location} hint={isUsed ? undefined : t.noLocation}>
      <Answer query={query}>
        {(now) => (
          <Stack gap="lg">
            <Rows label={t.location}>
              {isUsed && <Pause now={now} />}
              {isUsed &&
                (['campaign', 'report', 'offer'] as const).map((use) => (
                  <Use key={use} now={now} use={use} />
                ))}
              <Row
                icon={IconEye}
                title={t.usesOfLocation}
                detail={t.usesOfLocationDetail}
                href={links.location()}
                onGo={() => go(links.location())}
              />
            </Rows>
            {isUsed && <Notices now={now} />}
          </Stack>
        )}
      </Answer>
    </Section>
  )
}

function useSteer(done: string) {
  return useSave<Change>({
    run: (body) => call('PATCH /v1/me/location-controls', { body }),
    done,
    after: () => refresh(PATH),
  })
}

function Pause({ now }: NowProps) {
  const t = useText({ ko, en })
  const steer = useSteer(now.isPaused ? t.resumed : t.paused)
  return (
    <Row
      title={t.pause}
      detail={t.pauseDetail}
      end={
        <Switch
          size="lg"
          aria-label={t.pause}
          checked={now.isPaused}
          disabled={steer.isPending}
          onChange={() => steer.mutate({ isPaused: !now.isPaused })}
        />
      }
    />
  )
}

function Use({ now, use }: NowProps & { readonly use: LocationControls['off'][number] }) {
  const t = useText({ ko, en })
  const isOn = !now.off.includes(use)
  const steer = useSteer(isOn ? t.useOff : t.useOn)
  const rest = now.off.filter((each) => each !== use)
  return (
    <Row
      title={t.uses[use]}
      end={
        <Switch
          size="lg"
          aria-label={t.uses[use]}
          checked={isOn}
          disabled={steer.isPending}
          onChange={() => steer.mutate({ off: isOn ? [...rest, use] : rest })}
        />
      }
    />
  )
}

const counts = [10, 20, 30] as const

function Notices({ now: { notice } }: NowProps) {
  const t = useText({ ko, en })
  const steer = useSteer(t.noticeSaved)
  const choose = (kind: string, count: (typeof counts)[number] = 10) => {
    const next: Notice = kind === 'times' || kind === 'days' ? { kind, count } : { kind: 'each' }
    steer.mutate({ notice: next })
  }
  const isGathered = notice.kind !== 'each'
  return (
    <>
      <Radio.Group
        label={t.notice}
        description={isGathered ? t.noticeHint : undefined}
        value={notice.kind}
        onChange={(kind) => choose(kind)}
      >
        <Stack gap="xs" mt="xs">
          {(['each', 'times', 'days'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t.notices[kind]} size="md" py={8} />
          ))}
        </Stack>
      </Radio.Group>
      {isGathered && (
        <div className={styles.choice}>
          <span className={styles.choiceTitle} id="notice-counts">
            {t.counts}
          </span>
          <SegmentedControl
            fullWidth
            size="md"
            aria-labelledby="notice-counts"
            value={String(notice.count)}
            onChange={(text) =>
              choose(
                notice.kind,
                counts.find((each) => String(each) === text),
              )
            }
            data={counts.map((count) => ({
              value: String(count),
              label: notice.kind === 'times' ? t.times(count) : t.days(count),
            }))}
          />
        </div>
      )}
    </>
  )
}
