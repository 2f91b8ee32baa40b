// Verifies an exported ledger with Go's own transparency log packages and nothing of ours.
//
//	verify FOLDER VKEY...
//
// Every verifier key must have signed the checkpoint, and no other signature may stand under it; every tile must be the
// one that the entries give, and the root the one that was signed.
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type ecdsaVerifier struct {
	name string
	hash uint32
	key  *ecdsa.PublicKey
}

func (v *ecdsaVerifier) Name() string    { return v.name }
func (v *ecdsaVerifier) KeyHash() uint32 { return v.hash }
func (v *ecdsaVerifier) Verify(msg, sig []byte) bool {
	sum := sha256.Sum256(msg)
	return ecdsa.VerifyASN1(v.key, sum[:], sig)
}

func newVerifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed verifier key")
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(raw) < 2 {
		return nil, errors.New("malformed verifier key")
	}
	if raw[0] != 2 {
		return note.NewVerifier(vkey)
	}
	parsed, err := x509.ParsePKIXPublicKey(raw[1:])
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*ecdsa.PublicKey)
	if !ok {
		return nil, errors.New("not an ECDSA key")
	}
	sum := sha256.Sum256(raw[1:])
	return &ecdsaVerifier{parts[0], binary.BigEndian.Uint32(sum[:]), key}, nil
}

func tilePath(n int64, width int64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// storage keeps all hashes of the tree in Go's own order.
type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = s[x]
	}
	return out, nil
}

func verify(folder string, vkeys []string) error {
	var verifiers []note.Verifier
	for _, vkey := range vkeys {
		v, err := newVerifier(vkey)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, v)
	}
	msg, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	signed, err := note.Open(msg, note.VerifierList(verifiers...))
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if len(signed.Sigs) != len(verifiers) || len(signed.UnverifiedSigs) != 0 {
		return errors.New("checkpoint: not signed by exactly the keys given")
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifiers[0].Name() {
		return errors.New("checkpoint: not three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}

	var hashes storage
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		bundle, err := os.ReadFile(filepath.Join(folder, "tile/entries", tilePath(n, width)))
		if err != nil {
			return err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("entry %d: bundle too short", n*256+i)
			}
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			add, err := tlog.StoredHashesForRecordHash(n*256+i, tlog.RecordHash(bundle[2:length]), hashes)
			if err != nil {
				return err
			}
			hashes = append(hashes, add...)
			bundle = bundle[length:]
		}
		if len(bundle) != 0 {
			return fmt.Errorf("bundle %d: too long", n)
		}
	}
	computed, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return err
	}
	if computed != root {
		return fmt.Errorf("entries have root %v, checkpoint says %v", computed, root)
	}
	for level := 0; size>>(8*level) > 0; level++ {
		count := size >> (8 * level)
		for n := int64(0); n*256 < count; n++ {
			width := count - n*256
			if width > 256 {
				width = 256
			}
			want, err := tlog.ReadTileData(tlog.Tile{H: 8, L: level, N: n, W: int(width)}, hashes)
			if err != nil {
				return err
			}
			path := filepath.Join(folder, "tile", strconv.Itoa(level), tilePath(n, width))
			got, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if !bytes.Equal(got, want) {
				return fmt.Errorf("%s is not the tile of the entries", path)
			}
		}
	}
	fmt.Printf("verified %d entries\n", size)
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: verify FOLDER VKEY...")
		os.Exit(2)
	}
	if err := verify(os.Args[1], os.Args[2:]); err != nil {
		fmt.Println("not verified:", err)
		os.Exit(1)
	}
}
