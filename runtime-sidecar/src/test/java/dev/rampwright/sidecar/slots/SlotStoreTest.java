package dev.rampwright.sidecar.slots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotStoreTest {
  private static final SlotOwner ALICE = new SlotOwner(new Tenant("alice"), "coder");
  private static final SlotOwner BOB = new SlotOwner(new Tenant("bob"), "coder");
  private static final PromptPrint PRINT = new PromptPrint(new long[] {1, 2, 3});
  private static final PromptPrint OTHER = new PromptPrint(new long[] {4, 5, 6});
  private static final int LENGTH = (1 << 18) + 12_345;
  private static final long PLENTY = 1L << 30;

  private final SlotKeys keys = new SlotKeys(new CacheSecrets("hmac", List.of("aes")));
  private final Path folder;
  private final Path plain;
  private final byte[] content = new byte[LENGTH];
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final SlotStore store;

  SlotStoreTest(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.resolve("store"));
    plain = temp.resolve("plain");
    store = store(keys);
  }

  @BeforeEach
  void engineSaves() throws IOException {
    new Random(1).nextBytes(content);
    Files.write(plain, content);
  }

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    put(ALICE, PRINT);

    SlotStore.Saved saved = find(ALICE, "m", PRINT).orElseThrow();
    Path back = plain.resolveSibling("back");

    assertThat(store.open(saved, back)).isTrue();
    assertThat(back).hasBinaryContent(content);
    assertThat(saved.manifest().tokens()).isEqualTo(700);
  }

  @Test
  void namesNobodyAndShowsNothing() throws IOException {
    put(ALICE, PRINT);

    byte[] file = Files.readAllBytes(only());
    assertThat(only().toString()).doesNotContain("alice", "coder");
    assertThat(new String(file, ISO_8859_1))
        .doesNotContain("alice", "coder")
        .doesNotContain(new String(content, 0, 32, ISO_8859_1));
  }

  @Test
  void findsNobodyElsesNorAnotherModels() throws IOException {
    put(ALICE, PRINT);

    assertThat(find(BOB, "m", PRINT)).isEmpty();
    assertThat(find(new SlotOwner(new Tenant("alice"), ""), "m", PRINT)).isEmpty();
    assertThat(find(ALICE, "another", PRINT)).isEmpty();
    assertThat(find(ALICE, "m", OTHER)).isEmpty();
  }

  /** Whoever may write the volume can move files about. */
  @Test
  void opensNothingUnderAnothersName() throws IOException {
    put(ALICE, PRINT);
    String name = String.valueOf(only().getFileName());
    String forged =
        name.replace(alice().tenant(), bob().tenant()).replace(alice().owner(), bob().owner());
    byte[] bytes = Files.readAllBytes(only());
    Files.write(folder.resolve(forged), bytes);
    assertThat(find(BOB, "m", PRINT)).isEmpty();

    Files.write(folder.resolve(forged), renamed(bytes));

    SlotStore.Saved saved = find(BOB, "m", PRINT).orElseThrow();
    assertThat(store.open(saved, plain.resolveSibling("back"))).isFalse();
    assertThat(plain.resolveSibling("back")).doesNotExist();
    assertThat(saved.file()).doesNotExist();
  }

  /** The manifest is in the clear, so it can be changed, too. */
  private byte[] renamed(byte[] bytes) {
    byte[] forged = bytes.clone();
    String head = new String(bytes, 0, 600, ISO_8859_1);
    for (var swap :
        List.of(
            List.of(alice().tenant(), bob().tenant()), List.of(alice().owner(), bob().owner()))) {
      int at = head.indexOf(swap.getFirst());
      byte[] name = swap.getLast().getBytes(US_ASCII);
      System.arraycopy(name, 0, forged, at, name.length);
    }
    return forged;
  }

  @Test
  void opensNoneOfAThousandDamagedFiles() throws IOException {
    put(ALICE, PRINT);
    byte[] whole = Files.readAllBytes(only());
    Random random = new Random(7);
    int opened = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = whole.clone();
      if (i % 4 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        // Few of the bytes are before the frames, and those matter most.
        int at = random.nextInt(i % 4 == 1 ? 400 : whole.length);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = folder.resolve(only().getFileName());
      Files.write(file, damaged);
      Optional<SlotStore.Saved> found = find(ALICE, "m", PRINT);
      opened += found.isPresent() && store.open(found.get(), plain.resolveSibling("b" + i)) ? 1 : 0;
      Files.write(file, whole);
    }

    assertThat(opened).isZero();
    assertThat(store.open(find(ALICE, "m", PRINT).orElseThrow(), plain.resolveSibling("whole")))
        .isTrue();
  }

  @Test
  void opensNothingThatAnotherSecretHasMade() throws IOException {
    put(ALICE, PRINT);
    SlotStore rotated = store(new SlotKeys(new CacheSecrets("hmac", List.of("new", "aes"))));
    SlotStore gone = store(new SlotKeys(new CacheSecrets("hmac", List.of("new"))));
    SlotStore.Saved saved = find(ALICE, "m", PRINT).orElseThrow();

    assertThat(rotated.open(saved, plain.resolveSibling("one"))).isTrue();
    assertThat(gone.open(saved, plain.resolveSibling("two"))).isFalse();
  }

  @Test
  void replacesWhatBeganAlikeAndKeepsNoMoreThanAllowed() throws IOException {
    put(ALICE, PRINT);
    put(ALICE, new PromptPrint(new long[] {1, 2, 3, 4}));
    assertThat(size().files()).isEqualTo(1);

    now = now.plusSeconds(1);
    put(ALICE, OTHER);
    assertThat(size().files()).isEqualTo(2);

    now = now.plusSeconds(1);
    put(ALICE, new PromptPrint(new long[] {7, 8}));

    assertThat(size().files()).isEqualTo(2);
    assertThat(find(ALICE, "m", PRINT)).isEmpty();
    assertThat(find(ALICE, "m", OTHER)).isPresent();
  }

  @Test
  void makesRoomBeforeItWrites() throws IOException {
    put(ALICE, PRINT);
    now = now.plusSeconds(1);
    store.put(plain, manifest(BOB, PRINT, LENGTH), 2, LENGTH + 10_000);

    assertThat(find(ALICE, "m", PRINT)).isEmpty();
    assertThat(find(BOB, "m", PRINT)).isPresent();
    assertThatThrownBy(() -> store.put(plain, manifest(BOB, OTHER, LENGTH), 2, 1_000))
        .isInstanceOf(IOException.class);
  }

  @Test
  void keepsWhatItHadWhenTheEnginesFileIsNotWhatTheEngineSaid() throws IOException {
    put(ALICE, PRINT);

    for (long said : new long[] {LENGTH - 1, LENGTH + 1}) {
      assertThatThrownBy(() -> store.put(plain, manifest(ALICE, PRINT, said), 2, PLENTY))
          .isInstanceOf(IOException.class);
    }

    assertThat(size().files()).isEqualTo(1);
    assertThat(find(ALICE, "m", PRINT)).isPresent();
  }

  @Test
  void forgetsAfterItsTime() throws IOException {
    put(ALICE, PRINT);
    now = now.plus(KeepRules.LIFETIME).plus(Duration.ofSeconds(1));

    assertThat(find(ALICE, "m", PRINT)).isEmpty();
    new SlotFolder(folder, () -> now).trim(PLENTY);
    assertThat(size().files()).isZero();
  }

  /** What nobody has asked for yet is read without a sign of use. */
  @Test
  void tellsWhoseWereUsedLast() throws IOException {
    put(ALICE, PRINT);
    now = now.plusSeconds(1);
    put(BOB, PRINT);
    assertThat(recent()).containsExactly(bob(), alice());

    now = now.plusSeconds(1);
    SlotStore.Saved alices = find(ALICE, "m", PRINT).orElseThrow();
    assertThat(store.open(alices, plain.resolveSibling("unasked"))).isTrue();
    assertThat(recent()).containsExactly(bob(), alice());

    store.used(alices);
    assertThat(recent()).containsExactly(alice(), bob());
    assertThat(store.recent(keys.model("another"))).isEmpty();
    assertThat(store.look(alices.file())).isPresent();
    now = now.plus(KeepRules.LIFETIME);
    assertThat(store.look(alices.file())).isEmpty();
  }

  private List<OwnerName> recent() throws IOException {
    return store.recent(keys.model("m")).stream()
        .map(file -> SlotName.of(file).orElseThrow().owner())
        .toList();
  }

  @Test
  void dropsAnOwnersOrATenants() throws IOException {
    put(ALICE, PRINT);
    put(BOB, PRINT);

    assertThat(store.dropOwner(alice())).isEqualTo(1);
    assertThat(store.dropTenant(bob().tenant())).isEqualTo(1);
    assertThat(size().files()).isZero();
  }

  private SlotStore store(SlotKeys with) {
    return new SlotStore(new SlotFolder(folder, () -> now), new SlotFile(with), () -> now);
  }

  private SlotFolder.Size size() throws IOException {
    return new SlotFolder(folder, () -> now).size();
  }

  private OwnerName alice() {
    return keys.owner(ALICE);
  }

  private OwnerName bob() {
    return keys.owner(BOB);
  }

  private void put(SlotOwner owner, PromptPrint print) throws IOException {
    store.put(plain, manifest(owner, print, LENGTH), 2, PLENTY);
  }

  private SlotManifest manifest(SlotOwner owner, PromptPrint print, long bytes) {
    return new SlotManifest(
        keys.model("m"),
        keys.owner(owner).tenant(),
        keys.owner(owner).owner(),
        print.blocks(),
        700,
        bytes,
        now.toEpochMilli(),
        now.plus(KeepRules.LIFETIME).toEpochMilli());
  }

  private Optional<SlotStore.Saved> find(SlotOwner owner, String model, PromptPrint asked)
      throws IOException {
    return store.find(keys.owner(owner), keys.model(model), asked, 0);
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".slot")).findFirst().orElseThrow();
    }
  }
}
