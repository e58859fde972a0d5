/** Two short sounds that nobody confuses: rising for yes, low and double for no. */

let audio: AudioContext | null = null

/** Browsers let sound out only after a touch: called on the first one. */
export function wakeSound(): void {
  try {
    audio ??= new AudioContext()
    void audio.resume()
  } catch {
    // A till without sound still shows its sign and its words.
  }
}

type Note = { readonly hertz: number; readonly at: number; readonly seconds: number }
const yes: readonly Note[] = [
  { hertz: 784, at: 0, seconds: 0.12 },
  { hertz: 1_175, at: 0.11, seconds: 0.22 },
]
const no: readonly Note[] = [
  { hertz: 196, at: 0, seconds: 0.16 },
  { hertz: 165, at: 0.2, seconds: 0.28 },
]

/** Plays the sound of an answer. */
export function playAnswer(answer: 'yes' | 'no'): void {
  wakeSound()
  if (!audio) return
  const start = audio.currentTime + 0.01
  for (const { hertz, at, seconds } of answer === 'yes' ? yes : no) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.type = answer === 'yes' ? 'sine' : 'square'
    tone.frequency.value = hertz
    const top = answer === 'yes' ? 0.35 : 0.12
    volume.gain.setValueAtTime(0, start + at)
    volume.gain.linearRampToValueAtTime(top, start + at + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.001, start + at + seconds)
    tone.connect(volume).connect(audio.destination)
    tone.start(start + at)
    tone.stop(start + at + seconds + 0.02)
  }
}
