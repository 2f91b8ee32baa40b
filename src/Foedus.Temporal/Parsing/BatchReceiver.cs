namespace Foedus.Temporal.Parsing;

/// <summary>Writes down what a log says. A time point may begin in one batch and end in another.</summary>
/// <param name="first">Where everything goes until another batch is given.</param>
/// <param name="openStamp">The stamp of the time point that is open already, if there is one.</param>
internal sealed class BatchReceiver(EventBatch first, long? openStamp) : EventReceiver
{
    private EventBatch _batch = first;
    private long _stamp = openStamp ?? 0;

    // Whether the time point that is open has had an event, or may have had one.
    private bool _isOpen = openStamp is not null;

    /// <summary>Everything goes there from now on.</summary>
    public void TurnTo(EventBatch batch) => _batch = batch;

    public override void BeginTimePoint(long stamp) => _stamp = stamp;

    public override void Take(int predicate, ref long arguments)
    {
        _batch.AddEvent(_stamp, predicate, _isOpen ? 0 : EventBatch.Begins, ref arguments);
        _isOpen = true;
    }

    public override void EndTimePoint()
    {
        if (!_isOpen)
        {
            _batch.AddEmpty(_stamp);
            return;
        }
        _batch.EndTimePoint(_stamp);
        _isOpen = false;
    }

    public override void Discard()
    {
        if (_isOpen)
        {
            _batch.Discard();
            _isOpen = false;
        }
    }

    public override void AdvanceTo(long instant) => _batch.AdvanceTo(instant);

    public override long Pack(ReadOnlySpan<byte> text) => _batch.Texts.Pack(text);
}
