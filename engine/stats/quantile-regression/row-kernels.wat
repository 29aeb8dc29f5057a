;; The inner loops of the vertex search, two doubles at a time: what each does, and what it may be given, stands in
;; row-kernels.ts. `npm run kernels` assembles this text into row-kernels-bytes.ts.
;;
;; Addresses are in bytes. $end, $rowEnd: where the values end that are gone through; $at: where one stands in them.
;; A sum over a row is (s0 + s1) + (s2 + s3), each over every fourth value, so that plain loops give the same bits.
(module
  (import "env" "memory" (memory 0))

  ;; into[i] = Σ_j rows[i, j] vector[j], two rows at a time: ($a, $b) sum up the first of them, ($c, $d) the second.
  (func (export "products")
    (param $rows i32) (param $count i32) (param $stride i32) (param $vector i32) (param $into i32)
    (local $end i32) (local $rowEnd i32) (local $at i32) (local $next i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $into) (i32.shl (local.get $count) (i32.const 3))))
    (block $none
      (br_if $none (i32.ge_u (local.get $into) (local.get $end)))
      (loop $twoRows
        (local.set $a (v128.const i64x2 0 0))
        (local.set $b (v128.const i64x2 0 0))
        (local.set $c (v128.const i64x2 0 0))
        (local.set $d (v128.const i64x2 0 0))
        (local.set $at (local.get $vector))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $stride)))
        (local.set $next (local.get $rowEnd))
        (block $empty
          (br_if $empty (i32.ge_u (local.get $rows) (local.get $rowEnd)))
          (loop $fourOfEach
            (local.set $a
              (f64x2.add
                (local.get $a)
                (f64x2.mul (v128.load align=8 (local.get $rows)) (v128.load align=8 (local.get $at)))))
            (local.set $b
              (f64x2.add
                (local.get $b)
                (f64x2.mul
                  (v128.load offset=16 align=8 (local.get $rows))
                  (v128.load offset=16 align=8 (local.get $at)))))
            (local.set $c
              (f64x2.add
                (local.get $c)
                (f64x2.mul (v128.load align=8 (local.get $next)) (v128.load align=8 (local.get $at)))))
            (local.set $d
              (f64x2.add
                (local.get $d)
                (f64x2.mul
                  (v128.load offset=16 align=8 (local.get $next))
                  (v128.load offset=16 align=8 (local.get $at)))))
            (local.set $at (i32.add (local.get $at) (i32.const 32)))
            (local.set $next (i32.add (local.get $next) (i32.const 32)))
            (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
            (br_if $fourOfEach (i32.lt_u (local.get $rows) (local.get $rowEnd)))))
        (f64.store
          (local.get $into)
          (f64.add
            (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a)))
            (f64.add (f64x2.extract_lane 0 (local.get $b)) (f64x2.extract_lane 1 (local.get $b)))))
        (local.set $into (i32.add (local.get $into) (i32.const 8)))
        (f64.store
          (local.get $into)
          (f64.add
            (f64.add (f64x2.extract_lane 0 (local.get $c)) (f64x2.extract_lane 1 (local.get $c)))
            (f64.add (f64x2.extract_lane 0 (local.get $d)) (f64x2.extract_lane 1 (local.get $d)))))
        (local.set $into (i32.add (local.get $into) (i32.const 8)))
        (local.set $rows (local.get $next))
        (br_if $twoRows (i32.lt_u (local.get $into) (local.get $end))))))

  ;; into[i] = Σ_j rows[i, j]²
  (func (export "squares") (param $rows i32) (param $count i32) (param $stride i32) (param $into i32)
    (local $end i32) (local $rowEnd i32) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $into) (i32.shl (local.get $count) (i32.const 3))))
    (block $none
      (br_if $none (i32.ge_u (local.get $into) (local.get $end)))
      (loop $row
        (local.set $a (v128.const i64x2 0 0))
        (local.set $b (v128.const i64x2 0 0))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $stride)))
        (block $empty
          (br_if $empty (i32.ge_u (local.get $rows) (local.get $rowEnd)))
          (loop $four
            (local.set $a
              (f64x2.add
                (local.get $a)
                (f64x2.mul (v128.load align=8 (local.get $rows)) (v128.load align=8 (local.get $rows)))))
            (local.set $b
              (f64x2.add
                (local.get $b)
                (f64x2.mul
                  (v128.load offset=16 align=8 (local.get $rows))
                  (v128.load offset=16 align=8 (local.get $rows)))))
            (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
            (br_if $four (i32.lt_u (local.get $rows) (local.get $rowEnd)))))
        (f64.store
          (local.get $into)
          (f64.add
            (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a)))
            (f64.add (f64x2.extract_lane 0 (local.get $b)) (f64x2.extract_lane 1 (local.get $b)))))
        (local.set $into (i32.add (local.get $into) (i32.const 8)))
        (br_if $row (i32.lt_u (local.get $into) (local.get $end))))))

  ;; into −= factor × values
  (func (export "subtract") (param $into i32) (param $values i32) (param $bytes i32) (param $factor f64)
    (local $end i32) (local $both v128)
    (local.set $end (i32.add (local.get $into) (local.get $bytes)))
    (local.set $both (f64x2.splat (local.get $factor)))
    (block $none
      (br_if $none (i32.ge_u (local.get $into) (local.get $end)))
      (loop $pair
        (v128.store align=8
          (local.get $into)
          (f64x2.sub
            (v128.load align=8 (local.get $into))
            (f64x2.mul (v128.load align=8 (local.get $values)) (local.get $both))))
        (local.set $values (i32.add (local.get $values) (i32.const 16)))
        (local.set $into (i32.add (local.get $into) (i32.const 16)))
        (br_if $pair (i32.lt_u (local.get $into) (local.get $end))))))

  ;; rows[i] −= factors[i] × vector
  (func (export "subtractFromEach")
    (param $rows i32) (param $count i32) (param $stride i32) (param $factors i32) (param $vector i32)
    (local $end i32) (local $rowEnd i32) (local $at i32) (local $both v128)
    (local.set $end (i32.add (local.get $factors) (i32.shl (local.get $count) (i32.const 3))))
    (block $none
      (br_if $none (i32.ge_u (local.get $factors) (local.get $end)))
      (loop $row
        (local.set $both (v128.load64_splat (local.get $factors)))
        (local.set $factors (i32.add (local.get $factors) (i32.const 8)))
        (local.set $at (local.get $vector))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $stride)))
        (block $empty
          (br_if $empty (i32.ge_u (local.get $rows) (local.get $rowEnd)))
          (loop $pair
            (v128.store align=8
              (local.get $rows)
              (f64x2.sub
                (v128.load align=8 (local.get $rows))
                (f64x2.mul (v128.load align=8 (local.get $at)) (local.get $both))))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
            (br_if $pair (i32.lt_u (local.get $rows) (local.get $rowEnd)))))
        (br_if $row (i32.lt_u (local.get $factors) (local.get $end))))))

  ;; Copies the rows with these numbers one after the other.
  (func (export "gather")
    (param $rows i32) (param $numbers i32) (param $count i32) (param $stride i32) (param $into i32)
    (local $end i32) (local $rowEnd i32) (local $at i32)
    (local.set $end (i32.add (local.get $numbers) (i32.shl (local.get $count) (i32.const 2))))
    (block $none
      (br_if $none (i32.ge_u (local.get $numbers) (local.get $end)))
      (loop $row
        (local.set $at
          (i32.add (i32.mul (i32.load (local.get $numbers)) (local.get $stride)) (local.get $rows)))
        (local.set $rowEnd (i32.add (local.get $into) (local.get $stride)))
        (block $empty
          (br_if $empty (i32.ge_u (local.get $into) (local.get $rowEnd)))
          (loop $four
            (v128.store align=8 (local.get $into) (v128.load align=8 (local.get $at)))
            (v128.store offset=16 align=8 (local.get $into) (v128.load offset=16 align=8 (local.get $at)))
            (local.set $at (i32.add (local.get $at) (i32.const 32)))
            (local.set $into (i32.add (local.get $into) (i32.const 32)))
            (br_if $four (i32.lt_u (local.get $into) (local.get $rowEnd)))))
        (local.set $numbers (i32.add (local.get $numbers) (i32.const 4)))
        (br_if $row (i32.lt_u (local.get $numbers) (local.get $end))))))

  ;; Which i have side × residual < cap × side × reach and side × reach > least. Every i is written where the next one found
  ;; belongs, and only counted where it holds: a branch could not be foretold.
  (func (export "crossings")
    (param $side i32) (param $residual i32) (param $reach i32) (param $count i32)
    (param $cap f64) (param $least f64) (param $into i32)
    (result i32)
    (local $end i32) (local $index i32) (local $found i32) (local $toward f64)
    (local.set $end (i32.add (local.get $side) (i32.shl (local.get $count) (i32.const 3))))
    (block $none
      (br_if $none (i32.ge_u (local.get $side) (local.get $end)))
      (loop $each
        (local.set $toward (f64.mul (f64.load (local.get $side)) (f64.load (local.get $reach))))
        (i32.store
          (i32.add (local.get $into) (i32.shl (local.get $found) (i32.const 2)))
          (local.get $index))
        (local.set $found
          (i32.add
            (local.get $found)
            (i32.and
              (f64.lt
                (f64.mul (f64.load (local.get $side)) (f64.load (local.get $residual)))
                (f64.mul (local.get $cap) (local.get $toward)))
              (f64.lt (local.get $least) (local.get $toward)))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (local.set $side (i32.add (local.get $side) (i32.const 8)))
        (local.set $residual (i32.add (local.get $residual) (i32.const 8)))
        (local.set $reach (i32.add (local.get $reach) (i32.const 8)))
        (br_if $each (i32.lt_u (local.get $side) (local.get $end)))))
    (local.get $found)))
