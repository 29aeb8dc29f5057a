# Makes normal.json: the normal distribution in 40 digits (mpmath 1.3). Run here: python3 normal.py
from mpmath import mp, mpf, ncdf, erfinv, sqrt, quad, exp, pi, log
mp.dps=40
import json
xs=[-38,-20.5,-12,-8,-6,-5.66,-5.65,-4,-2.5,-1.96,-1,-0.68,-0.67,-0.3,-1e-9,0,0.25,0.6745,0.7,1.5,3,5,7.5]
phi=lambda x: mp.erfc(-mpf(x)/sqrt(mpf(2)))/2
out={'cdf':[[x,repr(float(phi(x))),repr(float(log(phi(x))))] for x in xs]}
# quantile
def q(p):
    p=mpf(p)
    low, high = mpf(-40), mpf(10)
    for _ in range(200):
        x = (low + high) / 2
        low, high = (x, high) if phi(x) < p else (low, x)
    return x
out['quantile']=[[p,repr(float(q(p)))] for p in [1e-300,1e-100,1e-20,1e-12,1e-10,1e-5,0.001,0.0249,0.074,0.0751,0.25,0.4999,0.5,0.75,0.925,0.9251,0.975,0.999,0.9999999]]
def bvn(x,y,r):
    x,y,r=mpf(x),mpf(y),mpf(r)
    f=lambda t: exp(-t*t/2)/sqrt(2*pi)*phi((y-r*t)/sqrt(1-r*r))
    s=sqrt(1-r*r)
    # split at the transition
    c=y/r if r!=0 else mpf(0)
    pts=sorted(set([mpf(-30)]+[p for p in [c-20*s,c-5*s,c,c+5*s,c+20*s,mpf(-8),mpf(-3),mpf(0)] if -30<p<x]+[x]))
    return quad(f,pts)
mp.dps=30
bv=[]
for r in [-0.999,-0.95,-0.93,-0.92,-0.5,-0.01,0.3,0.75,0.92,0.926,0.97,0.9999]:
    for x,y in [(0,0),(-1.2,0.4),(1.5,1.4),(-2.5,-2.4),(3,-1),(0.5,-0.5)]:
        bv.append([x,y,r,repr(float(bvn(x,y,r)))])
out['bivariate']=bv
json.dump(out,open('normal.json','w'),indent=0)
