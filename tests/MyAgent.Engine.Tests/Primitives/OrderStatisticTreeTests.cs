using FsCheck;
using FsCheck.Fluent;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Tests.Primitives;

/// <summary>The ranked set against a sorted list.</summary>
[UnitTests]
public sealed class OrderStatisticTreeTests
{
    [Fact]
    public void The_tree_has_the_elements_of_a_sorted_list() => Prop.ForAll(
        ArbMap.Default.ArbFor<(bool Add, byte Item)[]>(),
        steps =>
        {
            var (ranked, sorted) = (new OrderStatisticTree<int>(Comparer<int>.Default), new SortedSet<int>());
            foreach (var (add, item) in steps)
                (add ? ranked.Add(item) : ranked.Remove(item)).ShouldBe(add ? sorted.Add(item) : sorted.Remove(item));
            ShouldBeAlike(ranked, sorted);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Ranks_stay_right_when_the_tree_is_filled_and_emptied_in_order(int direction)
    {
        var (ranked, sorted) = (new OrderStatisticTree<int>(Comparer<int>.Default), new SortedSet<int>());
        for (var item = 0; item < 3000; item++)
            ranked.Add(item * direction).ShouldBe(sorted.Add(item * direction));
        for (var item = 0; item < 2900; item++)
            ranked.Remove(item * direction).ShouldBe(sorted.Remove(item * direction));
        ShouldBeAlike(ranked, sorted);
    }

    [Fact]
    [Rule("35")]
    public void The_least_rank_is_what_a_list_gives_that_is_searched_after_each_step() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte What, byte Item, byte Key)[]>(),
        steps =>
        {
            var (ranked, plain) = (new LeastRankTree<Keyed>(Keyed.Order), new List<Keyed>());
            foreach (var (what, id, key) in steps)
            {
                var member = plain.Find(one => one.Id == id);
                if (member is null)
                {
                    int? before = what % 3 == 0 ? what % 5 : null;
                    member = new Keyed(id) { Key = key, Least = before ?? int.MaxValue };
                    ranked.Add(member, before).ShouldBeTrue();
                    plain.Add(member);
                }
                else if (what % 3 == 0)
                {
                    ranked.Remove(member).ShouldBeTrue();
                    plain.Remove(member);
                }
                else
                {
                    var stays = what % 3 == 1;
                    ranked.Change(member, () =>
                    {
                        member.Key = key;
                        return stays;
                    }).ShouldBe(member.Least);
                    if (!stays)
                        plain.Remove(member);
                }
                plain.Sort(Keyed.Order);
                for (var rank = 0; rank < plain.Count; rank++)
                    plain[rank].Least = Math.Min(plain[rank].Least, rank);
                ranked.ShouldBe(plain);
                plain.ShouldAllBe(one => ranked.LeastRankOf(one) == one.Least);
            }
            var restored = new LeastRankTree<Keyed>(Keyed.Order);
            var above = ranked.AboveLeastRank().ToDictionary(each => each.Item, each => (int?)each.LeastRank);
            restored.Restore(plain.Select(one => (one, above.GetValueOrDefault(one))));
            plain.ShouldAllBe(one => restored.LeastRankOf(one) == one.Least);
        }).QuickCheckThrowOnFailure();

    private sealed class Keyed(byte id)
    {
        public static readonly Comparer<Keyed> Order = Comparer<Keyed>.Create((one, other) => (one.Key, one.Id).CompareTo((other.Key, other.Id)));

        public byte Id => id;

        public byte Key { get; set; }

        public int Least { get; set; }
    }

    private static void ShouldBeAlike(OrderStatisticTree<int> ranked, SortedSet<int> sorted)
    {
        ranked.ShouldBe(sorted);
        ranked.Count.ShouldBe(sorted.Count);
        foreach (var (item, rank) in sorted.Select((item, rank) => (item, rank)))
        {
            ranked.RankOf(item).ShouldBe(rank);
            ranked.From(rank).First().ShouldBe(item);
        }
        ranked.RankOf(-5000).ShouldBe(0);
        ranked.RankOf(5000).ShouldBe(sorted.Count);
        ranked.From(sorted.Count).ShouldBeEmpty();
    }
}
