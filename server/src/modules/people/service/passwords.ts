/** Passwords: hashed and checked outside any transaction, as it takes tens of milliseconds. */
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet advises. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Of a password nobody knows: checked where there is no account, so that it takes as long (PE3). */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$o4AaLu//bx79YZpOnnXXyg$/qvfOwzT58olgkjYqonQESXdpW5DypNlwMJ2hcD8g/s'

export function hashPassword(password: string): Promise<string> {
  return hash(spelled(password), COST)
}

/** Whether the password is the one of the hash; without a hash it is not, after the same work. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODYS_HASH, spelled(password))
  return isRight && passwordHash !== null
}

/** Keyboards spell Korean and accents in several ways; one password has one. */
const spelled = (password: string) => password.normalize('NFKC')
