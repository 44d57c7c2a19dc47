use crate::examples::*;
use crate::*;

#[test]
fn look() {
    for (i, l) in one_of_each().iter().enumerate() {
        let r = render(l).unwrap();
        std::fs::create_dir_all("/tmp/letters-out").unwrap();
        std::fs::write(format!("/tmp/letters-out/{i}.pdf"), r.pdf).unwrap();
    }
}
